import type { Track } from "../../../src/core/curriculum/track.ts";
import type { CohortId } from "../../../src/core/ids.ts";
import { cohorts } from "../../../src/db/schema/index.ts";
import { startDeliveries } from "../../../src/delivery/start.ts";
import { publishQuestions, smallTrack } from "../../support/daily-cohort.ts";
import { recordingPlatform } from "../../support/recording-platform.ts";
import type { World } from "../../support/world.ts";

/** Four topics in each week of Python. */
export function topicTrack(): Track {
  const track = smallTrack();
  const topics = ["numpy", "pandas", "plots", "files"].map((id) => ({ id, title: id }));
  return {
    ...track,
    blocks: track.blocks.map((block) =>
      block.id === "python"
        ? {
            ...block,
            topics,
            weekPlans: block.weekPlans.map((plan) => ({ ...plan, topics: topics.map(({ id }) => id) })),
          }
        : block,
    ),
  };
}

/** Wed 10 Mar 2027, 18:00 in Berlin; the group begins on Mon 15 Mar, its weekly post comes on Sundays at 18:30. */
export const startMs = Date.UTC(2027, 2, 10, 17, 0);
export const sundayMs = Date.UTC(2027, 2, 21, 17, 30);
export const nextSundayMs = Date.UTC(2027, 2, 28, 16, 30);

/** A group of Chi's, and a platform its posts go to. */
export async function openGroup(world: World, members: readonly string[]) {
  await publishQuestions(world.ctx, [{ prompt: "Why?", week: 1 }]);
  const platform = recordingPlatform();
  const engine = startDeliveries({ ctx: world.ctx, platforms: [platform], log: world.log, timers: "by-hand" });
  const chi = world.person("Chi", { zone: "Europe/Berlin" });
  await chi.command("cohort create");
  await chi.press("Start the group");
  const id = (await world.ctx.db.select().from(cohorts))[0]?.id as CohortId;
  for (const name of members) {
    const person = world.person(name, { zone: "Europe/Berlin" });
    await person.pressId(`1:join:${id}`);
    await person.submit({ board: "named" });
  }
  return {
    id,
    chi,
    platform,
    weekly: () => platform.messages.filter(({ key }) => key.startsWith("weekly:")).map(({ text }) => text),
    async at(ms: number) {
      world.clock.moveTo(ms);
      await engine.tick();
    },
    async settle() {
      world.clock.advance(60_000);
      await engine.tick();
    },
  };
}
