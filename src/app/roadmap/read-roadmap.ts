import { firstWeekOf, weekOf } from "../../core/curriculum/track.ts";
import type { StudyDay } from "../../core/ids.ts";
import { countCards, readRecallStates } from "../../db/recall.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { masteryOf, percentOf } from "../progress/mastery.ts";
import { studyDayOf } from "../study/study-day.ts";
import { positionOf } from "./position.ts";

export interface Roadmap {
  readonly title: string;
  readonly today: StudyDay;
  readonly groupWeek: number | null;
  readonly myWeek: number | null;
  /** The group's week, else the reader's; null where neither is on the road. */
  readonly present: RoadmapStep | null;
  /** What comes after it; null in the last week. */
  readonly next: RoadmapStep | null;
  readonly phases: readonly RoadmapPhase[];
  /** Checklist blocks beside the road. */
  readonly beside: readonly RoadmapBlock[];
}

export interface RoadmapStep {
  readonly week: number;
  readonly title: string;
  /** Null where no calendar says. */
  readonly startsOn: StudyDay | null;
  /** Checklist blocks that open in it. */
  readonly opens: readonly string[];
}

export interface RoadmapPhase {
  readonly title: string;
  /** `1-2` or `7`. */
  readonly months: string;
  readonly blocks: readonly RoadmapBlock[];
}

export interface RoadmapBlock {
  readonly id: string;
  readonly title: string;
  readonly firstWeek: number;
  readonly lastWeek: number;
  readonly state: "done" | "now" | "ahead";
  /** Cards of it the reader would recall today, of all, in per cent. */
  readonly recalledPercent: number;
  /** First day of its first week; null where no calendar says. */
  readonly startsOn: StudyDay | null;
  /** Opened early, or marked known. */
  readonly opened: boolean;
}

/** The whole path, with the group's place and the reader's. */
export async function readRoadmap(ctx: AppContext, reader: Reader): Promise<Roadmap> {
  const { learner } = reader;
  const position = await positionOf(ctx, learner);
  const { track, trackId, reach } = position;
  const today = studyDayOf(ctx, learner);
  const [states, counts] = await Promise.all([
    readRecallStates(ctx.db, learner.id, trackId),
    countCards(ctx.db, trackId),
  ]);
  const mastery = new Map(
    masteryOf(track, states, counts, { today, nowMs: ctx.clock.nowMs(), weights: learner.weights, reach }).map(
      (block) => [block.id, block],
    ),
  );
  const now = position.groupWeek ?? position.myWeek ?? 0;
  const blockOf = ({ id, title, weeks }: { id: string; title: string; weeks: number }): RoadmapBlock => {
    const firstWeek = firstWeekOf(track, id);
    const lastWeek = firstWeek + weeks - 1;
    const known = mastery.get(id);
    return {
      id,
      title,
      firstWeek,
      lastWeek,
      state: lastWeek < now ? "done" : firstWeek <= now ? "now" : "ahead",
      recalledPercent: known ? percentOf(known) : 0,
      startsOn: position.daysOf(firstWeek)?.from ?? null,
      opened: reach.openBlocks.includes(id),
    };
  };
  const stepOf = (week: number): RoadmapStep | null => {
    const found = weekOf(track, week);
    return found
      ? {
          week,
          title: found.plan.title,
          startsOn: position.daysOf(week)?.from ?? null,
          opens: found.opens.map((block) => block.title),
        }
      : null;
  };
  const blocks = new Map(track.blocks.map((block) => [block.id, blockOf(block)]));
  return {
    title: track.title,
    today,
    groupWeek: position.groupWeek,
    myWeek: position.myWeek,
    present: now === 0 ? null : stepOf(now),
    next: now === 0 ? null : stepOf(now + 1),
    phases: track.phases.map(({ title, months, blocks: ids }) => ({
      title,
      months,
      blocks: ids.flatMap((id) => blocks.get(id) ?? []),
    })),
    beside: track.checklistBlocks.map(blockOf),
  };
}
