import type { StudyDay } from "../../core/ids.ts";
import type { LedgerEntry } from "../../core/scoring/streak.ts";
import { addDays, studyDayEndMs } from "../../core/study-day.ts";
import { readLedger } from "../../db/activity.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type NextStep, nextStep } from "../study/next-step.ts";
import { readStreak, type StreakLine } from "./streak.ts";

/** One closed day, with what the ledger says of it. */
export interface LedgerDay {
  readonly day: StudyDay;
  readonly verdict: LedgerEntry["verdict"];
  readonly reason: LedgerEntry["reason"] | "repaired";
  readonly dueAtStart: number;
  readonly dueDone: number;
  readonly reviews: number;
  readonly freezesLeft: number;
  /** Length of the streak after it. */
  readonly length: number;
  /** Whether there was a streak before it that it ended. */
  readonly endedStreak: boolean;
  /** The instant it ended, by the learner's zone and hour as they are now. */
  readonly endMs: number;
  readonly repair: { readonly by: string; readonly why: string } | null;
}

/** A line of the page: one day, or a run of days alike. */
export type LedgerLine =
  | { readonly kind: "day"; readonly day: LedgerDay }
  | {
      readonly kind: "run";
      readonly from: StudyDay;
      readonly to: StudyDay;
      readonly days: number;
      readonly verdict: LedgerEntry["verdict"];
    };

export interface LedgerPage {
  readonly streak: StreakLine;
  /** Newest first. */
  readonly lines: readonly LedgerLine[];
  /** The first page says what today is. */
  readonly showsToday: boolean;
  /** Days before this one are on the next page; null: there are none. */
  readonly earlierThan: StudyDay | null;
  readonly zone: string;
  readonly rolloverHour: number;
  readonly nowMs: number;
  readonly todayEndsMs: number;
  readonly step: NextStep;
}

const linesOnPage = 14;
/** Days of one kind in a row that become one line, except among the newest. */
const runFrom = 5;
const alwaysSingle = 4;
const readAtOnce = 400;

export async function readLedgerPage(ctx: AppContext, reader: Reader, before: StudyDay | null): Promise<LedgerPage> {
  const { learner } = reader;
  const streak = await readStreak(ctx, learner);
  const [rows, step] = await Promise.all([
    readLedger(ctx.db, learner.id, { before, limit: readAtOnce }),
    nextStep(ctx, reader),
  ]);
  const { zone, rolloverHour } = learner;
  const days = rows.map((row, at): LedgerDay => {
    const previous = rows[at + 1];
    return {
      day: row.studyDay,
      verdict: row.verdict ?? "ended",
      reason: (row.reason ?? "missed") as LedgerDay["reason"],
      dueAtStart: row.dueAtStart,
      dueDone: row.dueDone,
      reviews: row.reviews,
      freezesLeft: row.freezesLeft ?? 0,
      length: row.streakAfter ?? 0,
      endedStreak: row.verdict === "ended" && (previous?.streakAfter ?? 0) > 0,
      endMs: studyDayEndMs(row.studyDay, zone, rolloverHour),
      repair: row.repairReason === null ? null : { by: row.repairedByName ?? "", why: row.repairReason },
    };
  });
  const { lines, taken } = linesOf(days, before === null ? alwaysSingle : 0);
  const last = days[taken - 1]?.day ?? null;
  return {
    streak,
    lines,
    showsToday: before === null,
    earlierThan: taken < days.length ? last : null,
    zone,
    rolloverHour,
    nowMs: ctx.clock.nowMs(),
    todayEndsMs: studyDayEndMs(streak.today.day, zone, rolloverHour),
    step,
  };
}

/** The lines of one page and how many days they tell of. */
function linesOf(days: readonly LedgerDay[], single: number): { lines: LedgerLine[]; taken: number } {
  const lines: LedgerLine[] = [];
  let at = 0;
  while (at < days.length && lines.length < linesOnPage) {
    const first = days[at] as LedgerDay;
    const run = at < single ? 1 : runLength(days, at);
    if (run >= runFrom) {
      const from = addDays(first.day, 1 - run);
      lines.push({ kind: "run", from, to: first.day, days: run, verdict: first.verdict });
      at += run;
    } else {
      lines.push({ kind: "day", day: first });
      at += 1;
    }
  }
  return { lines, taken: at };
}

function runLength(days: readonly LedgerDay[], at: number): number {
  const tellsMore = (day: LedgerDay) => day.endedStreak || day.repair !== null || day.verdict === "freeze";
  const first = days[at];
  if (!first || tellsMore(first)) return 1;
  let length = 1;
  for (let next = days[at + 1]; next && next.verdict === first.verdict && !tellsMore(next); next = days[at + length]) {
    length += 1;
  }
  return length;
}
