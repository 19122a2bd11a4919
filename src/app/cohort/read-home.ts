import { weekOf } from "../../core/curriculum/track.ts";
import type { StudyDay } from "../../core/ids.ts";
import { readHomeCheckIn } from "../../db/check-ins.ts";
import type { AppContext } from "../context.ts";
import { type QuestionOfToday, questionOfToday } from "../daily/question-of-today.ts";
import type { Reader } from "../people/reader.ts";
import { readStreak, type StreakLine } from "../progress/streak.ts";
import { type NextStep, nextStep } from "../study/next-step.ts";
import { reachedWeek } from "../study/reach.ts";
import { studyDayOf } from "../study/study-day.ts";
import { trackOf } from "../study/waiting.ts";

/** The learner's day in one screen (S3). */
export interface Home {
  readonly learner: Reader["learner"];
  readonly today: StudyDay;
  readonly step: NextStep;
  readonly question: QuestionOfToday;
  readonly streak: StreakLine;
  /** The latest check-in of their groups that is not older than a week, an open one first; null: none. */
  readonly checkIn: { readonly week: number; readonly group: string; readonly done: boolean } | null;
  /** Null: on no track yet. */
  readonly week: {
    readonly week: number;
    readonly blockTitle: string;
    readonly title: string;
    readonly topics: readonly string[];
  } | null;
}

const checkInShownForMs = 7 * 86_400_000;

export async function readHome(ctx: AppContext, reader: Reader): Promise<Home> {
  const { learner } = reader;
  const streak = await readStreak(ctx, learner);
  return {
    learner,
    today: studyDayOf(ctx, learner),
    step: await nextStep(ctx, reader),
    question: await questionOfToday(ctx, reader, { cohortId: null, at: null }),
    streak,
    checkIn: await readHomeCheckIn(ctx.db, learner.id, ctx.clock.nowMs() - checkInShownForMs),
    week: await weekReached(ctx, learner),
  };
}

async function weekReached(ctx: AppContext, learner: Reader["learner"]): Promise<Home["week"]> {
  const trackId = await trackOf(ctx, learner);
  const track = trackId && ctx.tracks.get(trackId);
  if (!track) return null;
  const { week } = await reachedWeek(ctx, learner, trackId);
  const holds = weekOf(track, week);
  if (!holds) return null;
  return {
    week,
    blockTitle: holds.block.title,
    title: holds.plan.title,
    topics: holds.topics.map(({ title }) => title),
  };
}
