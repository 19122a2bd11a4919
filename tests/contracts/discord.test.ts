import { openDiscord } from "../../src/platforms/discord/index.ts";
import { memoryStore, onePixel } from "../platforms/discord/opened.ts";
import { isObject, list } from "../support/discord-server/check-component.ts";
import { flatten } from "../support/discord-server/check-message.ts";
import type { Outcome } from "../support/discord-server/interactions.ts";
import { messageText } from "../support/discord-server/member.ts";
import { startDiscord } from "../support/discord-server/server.ts";
import { recordingLog } from "../support/world.ts";
import { describePlatform, type Seen } from "./platform-contract.ts";

describePlatform("Discord", async (conversation) => {
  const server = await startDiscord();
  const platform = await openDiscord({
    config: { DISCORD_TOKEN: server.token, DISCORD_API_URL: server.apiUrl },
    store: memoryStore([server.guild.id]),
    pictures: onePixel,
    log: recordingLog(),
    newId: () => "id",
    nowMs: Date.now,
  });
  await platform.start(conversation);
  const daily = server.channel("ml-daily");
  const ann = server.member("Ann");

  function seen(outcome: Outcome): Seen {
    switch (outcome.kind) {
      case "message":
        return {
          kind: "message",
          text: messageText(outcome.message),
          private: outcome.message.onlyFor === ann.id,
          message: outcome.message.id,
        };
      case "form": {
        const labels = list(outcome.form.components).map((one) => String(one.label ?? one.content));
        return { kind: "form", text: labels.join("\n"), private: true, message: null };
      }
      default:
        return { kind: "nothing", text: "", private: true, message: null };
    }
  }

  return {
    platform,
    place: { workspace: server.guild.id, channel: daily.id },
    refusedPlace: { workspace: server.guild.id, channel: "999999999999999999" },
    posts: async () => daily.messages.filter((one) => one.onlyFor === null).map(messageText),
    command: async () => seen(await ann.command("study")),
    press: async (label, on) =>
      seen(
        await ann.press(label, on === "post" ? daily.messages.filter((one) => one.onlyFor === null).at(-1) : undefined),
      ),
    submit: async (values) => seen(await ann.submit(values)),
    violations: () => server.violations,
    // The stand-in refuses any body that could notify somebody; what is left is text that reads as a mention.
    pinged: () =>
      daily.messages.some((message) =>
        flatten(message.components).some(
          (one) => isObject(one) && /(?<!\\)<[@#]|@everyone|@here/.test(String(one.content ?? "")),
        ),
      ),
    async stop() {
      await platform.stop();
      await server.stop();
    },
  };
});
