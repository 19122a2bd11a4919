import type { CohortId, StudyDay } from "../../core/ids.ts";
import { checkInPoints } from "../../core/scoring/points.ts";
import {
  type CheckIn,
  changeCheckIn,
  creditCheckIn,
  lockCheckIn,
  readLatestRound,
  wantWeeklyShown,
} from "../../db/check-ins.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { setNewCards } from "../roadmap/change-pace.ts";
import { periodsOf, studyDayOf } from "../study/study-day.ts";
import { type CheckInOutcome, type CheckInState, markIn, readMyCheckIn } from "./read-check-in.ts";

/** Which check-in of a cohort is meant. */
export interface WhichCheckIn {
  readonly cohortId: CohortId;
  readonly date: StudyDay;
}

/** Saved, and the next one has begun: nothing of it changes any more. */
export function isShut({ later, row }: Pick<CheckInState, "later" | "row">): boolean {
  return later !== null && row?.savedAt != null;
}

/** Keeps one of the two sets of ticks as it is now. What is ticked in both is done. */
export async function tickTopics(
  ctx: AppContext,
  reader: Reader,
  which: WhichCheckIn,
  ticked: { readonly as: "done" | "in-progress"; readonly topics: readonly string[] },
): Promise<CheckInOutcome> {
  const state = await readMyCheckIn(ctx, reader, which);
  if (state.kind !== "check-in" || isShut(state)) return state;
  const { round } = state;
  await ctx.db.transaction(async (tx) => {
    const row = await lockCheckIn(tx, round, reader.learner.id);
    const having = (mark: "done" | "in-progress") => marked(state, row, mark);
    const chosen = round.topics.filter((id) => ticked.topics.includes(id));
    const done = ticked.as === "done" ? chosen : having("done");
    const inProgress = (ticked.as === "done" ? having("in-progress") : chosen).filter((id) => !done.includes(id));
    await changeCheckIn(tx, round, reader.learner.id, { done, inProgress, topicsSaid: true });
  });
  return readMyCheckIn(ctx, reader, which);
}

/** As the stored row says; before anything was said, as the screen presets it. */
function marked(state: CheckInState, row: CheckIn, mark: "done" | "in-progress"): string[] {
  if (row.topicsSaid) return state.round.topics.filter((id) => markIn(row, id) === mark);
  return state.topics.filter((topic) => topic.mark === mark).map(({ id }) => id);
}

export interface CheckInWords {
  /** 1 to 5. */
  readonly confidence: number;
  readonly hours: number | null;
  readonly blockers: string;
  readonly aim: string;
  /** Whether the topics as shown are meant; skipped ones are left unsaid. */
  readonly withTopics: boolean;
}

export type CheckInSaved =
  | { readonly kind: "saved"; readonly state: CheckInState; readonly first: boolean }
  /** It had been saved, and the next one has begun since: nothing was changed. */
  | { readonly kind: "shut"; readonly state: CheckInState }
  | Exclude<CheckInOutcome, CheckInState>;

/** Saves the form. The first time it gives points, unless the next check-in has begun; later it replaces the words. */
export async function saveCheckIn(
  ctx: AppContext,
  reader: Reader,
  which: WhichCheckIn,
  words: CheckInWords,
): Promise<CheckInSaved> {
  const state = await readMyCheckIn(ctx, reader, which);
  if (state.kind !== "check-in") return state;
  const { round } = state;
  const learnerId = reader.learner.id;
  const nowMs = ctx.clock.nowMs();
  const { withTopics, ...said } = words;
  const first = await ctx.db.transaction(async (tx) => {
    const row = await lockCheckIn(tx, round, learnerId);
    const latest = await readLatestRound(tx, round.cohortId);
    const closed = latest !== null && latest.date > round.date;
    if (closed && row.savedAt !== null) return null;
    const topics =
      withTopics && !row.topicsSaid
        ? { done: marked(state, row, "done"), inProgress: marked(state, row, "in-progress"), topicsSaid: true }
        : {};
    const isFirst = row.savedAt === null;
    await changeCheckIn(tx, round, learnerId, { ...said, ...topics });
    if (isFirst) {
      const studyDay = studyDayOf(ctx, reader.learner);
      const points = closed ? 0 : checkInPoints;
      await changeCheckIn(tx, round, learnerId, { savedAt: nowMs, late: closed, points, studyDay });
      const { week, month } = periodsOf(studyDay);
      if (points > 0) {
        await creditCheckIn(tx, { cohortId: round.cohortId, learnerId, periods: [week, month, "all"], points });
      }
      await wantWeeklyShown(tx, [round], nowMs);
    }
    return isFirst;
  });
  const now = await readMyCheckIn(ctx, reader, { cohortId: round.cohortId, date: round.date });
  if (now.kind !== "check-in") return now;
  return first === null ? { kind: "shut", state: now } : { kind: "saved", state: now, first };
}

/** New cards a day that are offered to somebody with much left to start; null where fewer make no sense. */
export function fewerNewCards(perDay: number): number | null {
  const fewer = Math.max(fewestNew, Math.round(perDay * 0.6));
  return fewer < perDay ? fewer : null;
}

const fewestNew = 3;
const notStartedFrom = 2;

/** Whether a saved check-in asks for fewer new cards: offered until answered. */
export function offersFewer({ row, topics, newPerDay }: CheckInState): boolean {
  if (!row?.savedAt || !row.topicsSaid || row.advised || fewerNewCards(newPerDay) === null) return false;
  return topics.filter(({ mark }) => mark === "not-started").length >= notStartedFrom;
}

/** Answers the offer, once: a second press finds it answered. Null: as it was. */
export async function answerOffer(
  ctx: AppContext,
  reader: Reader,
  which: WhichCheckIn,
  wanted: "keep" | "fewer",
): Promise<{ readonly perDay: number } | null> {
  const state = await readMyCheckIn(ctx, reader, which);
  if (state.kind !== "check-in" || !state.row?.savedAt) return null;
  const { round } = state;
  const learnerId = reader.learner.id;
  const isFirst = await ctx.db.transaction(async (tx) => {
    const row = await lockCheckIn(tx, round, learnerId);
    if (row.advised) return false;
    await changeCheckIn(tx, round, learnerId, { advised: true });
    return true;
  });
  const fewer = fewerNewCards(reader.learner.newPerDay);
  if (!isFirst || wanted === "keep" || fewer === null) return null;
  const changed = await setNewCards(ctx, reader, fewer);
  return changed.kind === "new-cards" ? { perDay: changed.perDay } : null;
}
