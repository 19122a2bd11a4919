import { findReader } from "../../../src/app/people/reader.ts";
import { openConversation } from "../../../src/chat/dispatch.ts";
import { discordId } from "../../../src/platforms/discord/config.ts";
import { smallTrack } from "../../support/daily-cohort.ts";
import type { TestDatabase } from "../../support/database.ts";
import { flatten } from "../../support/discord-server/check-message.ts";
import type { StoredMessage } from "../../support/discord-server/state.ts";
import { cohortOf, publish, someFlashcards } from "../../support/study-cards.ts";
import { testContext } from "../../support/world.ts";
import { openBot, openServer } from "./opened.ts";

/** The whole way on Discord: real commands and use cases over a real database, one clock for all. Ann is in a group. */
export async function beginWhole(database: TestDatabase) {
  const ctx = testContext(database.db, { tracks: [smallTrack()] });
  const { nowMs } = ctx.clock;
  const server = await openServer({ nowMs });
  await publish(ctx, someFlashcards(12));
  const ann = server.member("Ann");
  const account = { platform: discordId, scope: "", userId: ann.id, displayName: "Ann", zone: "Europe/Berlin" };
  await cohortOf(ctx, [await findReader(ctx, account)]);
  // The platform is asked for nothing here but its id and what it can.
  const platform = { id: discordId, capabilities: { rejectsInForm: false, channelFields: true, name: "Discord" } };
  const start = async () => {
    const bot = await openBot(server, openConversation({ ctx, platform, wake: () => undefined }), { nowMs });
    await bot.start();
    return bot;
  };
  return { server, ctx, ann, start };
}

/** `/study`, and on until the four ratings stand there. */
export async function toTheAnswer(ann: Awaited<ReturnType<typeof beginWhole>>["ann"]): Promise<void> {
  await ann.command("study");
  if (ann.text.includes("[Start]")) await ann.press("Start");
  await ann.press("Show answer");
}

export function idOf(message: StoredMessage, label: string): string {
  const found = flatten(message.components).find((one) => String(one.label).startsWith(label));
  if (!found) throw new Error(`no button ${label}`);
  return String(found.custom_id);
}
