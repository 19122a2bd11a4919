import { describe, expect, test } from "vitest";
import { commands as realCommands } from "../../../src/chat/commands/index.ts";
import { type InboundEvent, nothing } from "../../../src/chat/event.ts";
import { commandBodies, sameCommands } from "../../../src/platforms/discord/commands.ts";
import { checkCommands } from "../../support/discord-server/check-commands.ts";
import { closeAfterEach, memoryStore, openBot, openServer, sentence, talk } from "./opened.ts";

const writes = (requests: readonly string[]) => requests.filter((one) => one.startsWith("PUT "));

describe("starting on Discord", () => {
  closeAfterEach();

  test("two starts in a row write the commands once", async () => {
    const server = await openServer();
    const specs = realCommands.map(({ spec }) => spec);
    const conversation = { ...talk(() => nothing), commands: specs };
    for (const _start of [1, 2]) {
      const bot = await openBot(server, conversation);
      await bot.start();
      await bot.stop();
    }
    expect(writes(server.requests)).toHaveLength(1);
    expect(server.violations).toEqual([]);
  });

  test("a changed command is written again", async () => {
    const server = await openServer();
    const conversation = talk(() => nothing);
    await (await openBot(server, conversation)).start();
    const changed = conversation.commands.map((one) => ({ ...one, summary: `${one.summary}, anew` }));
    await (await openBot(server, { ...conversation, commands: changed })).start();
    expect(writes(server.requests)).toHaveLength(2);
  });

  test("while developing they go to one server alone, once", async () => {
    const server = await openServer();
    const config = { DISCORD_GUILD_ID: server.guild.id };
    for (const _start of [1, 2])
      await (
        await openBot(
          server,
          talk(() => nothing),
          { config },
        )
      ).start();
    expect(writes(server.requests)).toEqual([
      `PUT /applications/${server.state.applicationId}/guilds/${server.guild.id}/commands`,
    ]);
    expect(server.violations).toEqual([]);
  });

  test("every command of ours is one that Discord takes, everywhere or in a server only", () => {
    const specs = realCommands.map(({ spec }) => spec);
    for (const scope of ["global", "server"] as const) {
      expect(checkCommands(commandBodies(specs, scope), scope)).toEqual([]);
    }
    const [study, cohort] = ["study", "cohort"].map((name) =>
      commandBodies(specs, "global").find((one) => one.name === name),
    );
    expect(study).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
    expect(cohort).toMatchObject({ contexts: [0], integration_types: [0] });
    expect(cohort).not.toHaveProperty("default_member_permissions");
  });

  test("other languages reach names and descriptions", () => {
    const { commands } = talk(() => nothing);
    const catalogue = {
      de: { study: { name: "lernen", summary: "Deine Karten" }, "study topic": { summary: "Ein Thema" } },
    };
    const bodies = commandBodies(commands, "global", catalogue);
    expect(bodies[0]).toMatchObject({
      name: "study",
      name_localizations: { de: "lernen" },
      description_localizations: { de: "Deine Karten" },
      options: [{ description_localizations: { de: "Ein Thema" } }, { name: "count" }],
    });
    expect(checkCommands(bodies, "global")).toEqual([]);
    expect(sameCommands(commandBodies(commands, "global"), bodies as never)).toBe(false);
  });

  test("a refused token says what to do", async () => {
    const server = await openServer();
    const bot = await openBot(
      server,
      talk(() => nothing),
    );
    server.revokeToken();
    await expect(bot.start()).rejects.toThrow(/DISCORD_TOKEN.*Reset Token/);
  });

  test("it says how to invite it, with the least it needs", async () => {
    const server = await openServer();
    const bot = await openBot(
      server,
      talk(() => nothing),
    );
    await bot.start();
    const line = bot.log.lines.find(({ fields }) => "invite" in fields);
    expect(line?.fields).toMatchObject({
      invite: `https://discord.com/oauth2/authorize?client_id=${server.state.applicationId}&scope=bot+applications.commands&permissions=309237746688`,
    });
  });

  test("it is greeted where it was put, and told where it was taken away, also while it was off", async () => {
    const server = await openServer();
    const heard: InboundEvent[] = [];
    const conversation = talk((event) => {
      heard.push(event);
      return { kind: "show", view: sentence("Hello, I run study groups"), private: false };
    });
    const store = memoryStore(["111111111111111111"]);
    const bot = await openBot(server, conversation, { store });
    await bot.start();
    await server.reached(/POST .*messages$/);
    const other = server.addGuild("Other", ["lobby"]);
    await server.reached(/POST .*messages$/, 2);
    server.removeGuild(other.id);
    await server.settled();
    await bot.stop();
    expect(heard.map((event) => event.kind === "workspace" && `${event.change} ${event.workspace}`)).toEqual([
      "left 111111111111111111",
      `joined ${server.guild.id}`,
      `joined ${other.id}`,
      `left ${other.id}`,
    ]);
    expect(server.channel("ml-daily").messages).toHaveLength(1);
    expect(server.channel("lobby").messages).toHaveLength(1);
    expect(store.servers).toEqual([server.guild.id]);
    expect(server.violations).toEqual([]);
  });
});
