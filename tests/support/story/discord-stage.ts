import { openDiscord } from "../../../src/platforms/discord/index.ts";
import { memoryStore, onePixel } from "../../platforms/discord/opened.ts";
import type { Outcome } from "../discord-server/interactions.ts";
import type { DiscordMember } from "../discord-server/member.ts";
import { startDiscord } from "../discord-server/server.ts";
import type { StoredMessage } from "../discord-server/state.ts";
import { readDiscordComponents, readDiscordForm } from "./discord-screen.ts";
import type { Hand, OpenForm, PersonWish, SeenMessage, Shown, StandIn, StandInParts, StoryPlatform } from "./hand.ts";

const channelName = "ml-daily";
const zone = "Europe/Berlin";

/** Real discord.js on a stand-in Discord. */
export const discordStage: StoryPlatform = {
  name: "Discord",
  async open({ ctx, heard }: StandInParts): Promise<StandIn> {
    const server = await startDiscord({ nowMs: ctx.clock.nowMs });
    const platform = await openDiscord({
      config: { DISCORD_TOKEN: server.token, DISCORD_API_URL: server.apiUrl },
      store: memoryStore([server.guild.id]),
      pictures: onePixel,
      log: ctx.log,
      newId: ctx.random.id,
      nowMs: ctx.clock.nowMs,
    });
    const daily = server.channel(channelName);
    const seen = (message: StoredMessage): SeenMessage => ({
      native: message,
      get screen() {
        return readDiscordComponents(message.components, zone);
      },
    });

    /** Everything an act brings: where the answer was put off, the edit that follows. */
    async function complete(member: DiscordMember, first: Promise<Outcome>): Promise<Shown> {
      let outcome = await first;
      const reply = heard.reply(member.id);
      if (outcome.kind === "nothing" && reply !== "nothing" && reply !== "reject") outcome = await member.next();
      switch (outcome.kind) {
        case "message":
          return { kind: "screen", message: seen(outcome.message) };
        case "form": {
          const form: OpenForm = { ...readDiscordForm(outcome.form), native: outcome.form };
          return { kind: "form", form };
        }
        default:
          return { kind: "nothing" };
      }
    }

    function handOf(member: DiscordMember): Hand {
      const act = (doing: () => Promise<Outcome>) => {
        heard.forget(member.id);
        return complete(member, doing());
      };
      return {
        userId: member.id,
        command(words, options, where) {
          member.channel = where === "channel" ? channelName : null;
          return act(() => member.command(words, options));
        },
        press(on, action, values) {
          const message = on.native as StoredMessage;
          return act(() => member.pressId(action, message, values ?? undefined));
        },
        submit(form, values) {
          return act(() => member.submit(asTyped(form, values)));
        },
        async directMessages() {
          const direct = [...server.state.channels.values()].find(({ recipient }) => recipient === member.id);
          return (direct?.messages ?? []).map(seen);
        },
      };
    }

    return {
      platform,
      place: { workspace: server.guild.id, channel: daily.id },
      async person(name: string, { manages = false }: PersonWish) {
        return handOf(server.member(name, { manages }));
      },
      posts: async () => daily.messages.filter(({ onlyFor }) => onlyFor === null).map(seen),
      async thread(under) {
        const { id } = under.native as StoredMessage;
        return (server.state.channels.get(id)?.messages ?? []).map(seen);
      },
      faults: () => server.violations,
      start: (conversation) => platform.start(conversation),
      async stop() {
        await platform.stop();
        await server.stop();
      },
    };
  },
};

/** Discord has no date picker: a day is typed, as the form's example shows it. */
function asTyped(form: OpenForm, values: Readonly<Record<string, string | readonly string[]>>) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isDate = form.fields.find((field) => field.name === name)?.kind === "date";
      return [name, isDate && typeof value === "string" ? dayWords(value) : value];
    }),
  );
}

/** `2027-03-12` as `12 Mar`. */
function dayWords(day: string): string {
  const [, month, date] = /^\d{4}-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (!month || !date) return day;
  return `${Number(date)} ${"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[Number(month) - 1]}`;
}
