import type { StudyDay } from "../ids.ts";
import { addDays, monthOf } from "../study-day.ts";

/** What happened on a study day, as far as the streak asks. */
export interface DayFacts {
  day: StudyDay;
  /** Cards due when the day began. */
  dueAtStart: number;
  /** Reviews given that day. */
  reviewed: number;
  /** Whether all cards due at the day's start were reviewed. */
  dueDone: boolean;
  /** Whether the daily question was answered. */
  answeredDaily: boolean;
  /** Whether the learner was on a break. */
  paused: boolean;
}

export interface StreakState {
  length: number;
  longest: number;
  /** The last day the longest streak stood; null while it is the running one, or there was none. */
  longestEndedOn: StudyDay | null;
  /** `2027-03`: the month `freezesUsed` counts in. */
  freezeMonth: string | null;
  freezesUsed: number;
  /** Whether a review was ever given: only from then on do days with nothing due count. */
  started: boolean;
}

export type KeptReason = "all-due" | "ten-reviews" | "daily-answer" | "nothing-due";

/** One closed day and why it went as it did. A missed day with no streak to end is `ended` too, at length 0. */
export interface LedgerEntry {
  day: StudyDay;
  verdict: "kept" | "freeze" | "paused" | "ended";
  reason: KeptReason | "freeze" | "paused" | "missed";
  lengthAfter: number;
  /** Freezes left in the day's month. */
  freezesLeft: number;
}

export const freezesPerMonth = 2;
export const keepingReviews = 10;

export function initialStreak(): StreakState {
  return { length: 0, longest: 0, longestEndedOn: null, freezeMonth: null, freezesUsed: 0, started: false };
}

/** Why a day counts, or null. `started` says whether a review was given on an earlier day. */
export function keptReason(facts: DayFacts, started = true): KeptReason | null {
  if (facts.dueAtStart > 0 && facts.dueDone) return "all-due";
  if (facts.reviewed >= keepingReviews) return "ten-reviews";
  if (facts.answeredDaily) return "daily-answer";
  if (facts.dueAtStart === 0 && !facts.paused && (started || facts.reviewed > 0)) return "nothing-due";
  return null;
}

export function freezesLeft(state: StreakState, day: StudyDay): number {
  return state.freezeMonth === monthOf(day) ? Math.max(0, freezesPerMonth - state.freezesUsed) : freezesPerMonth;
}

/** The streak as it stands during a day that is not closed yet. */
export function streakToday(
  state: StreakState,
  facts: DayFacts,
): { length: number; kept: boolean; reason: KeptReason | null; freezesLeft: number } {
  const reason = keptReason(facts, state.started);
  return {
    length: state.length + (reason === null ? 0 : 1),
    kept: reason !== null,
    reason,
    freezesLeft: freezesLeft(state, facts.day),
  };
}

/**
 * Closes days that are over, oldest first, and says for each what became of the streak. A break holds the streak;
 * what is done during one counts all the same.
 * @throws RangeError when the days are not in order: a ledger out of order would hand out freezes twice.
 */
export function closeDays(
  state: StreakState,
  days: readonly DayFacts[],
): { state: StreakState; entries: LedgerEntry[] } {
  let current = state;
  let previous: StudyDay | null = null;
  const entries: LedgerEntry[] = [];
  for (const facts of days) {
    if (previous !== null && facts.day <= previous) throw new RangeError(`${facts.day} after ${previous}`);
    previous = facts.day;
    const closed = closeDay(current, facts);
    current = closed.state;
    entries.push(closed.entry);
  }
  return { state: current, entries };
}

function closeDay(before: StreakState, facts: DayFacts): { state: StreakState; entry: LedgerEntry } {
  const { day } = facts;
  const kept = keptReason(facts, before.started);
  const state: StreakState = { ...before, started: before.started || facts.reviewed > 0 };
  const close = (verdict: LedgerEntry["verdict"], reason: LedgerEntry["reason"]) => ({
    state,
    entry: { day, verdict, reason, lengthAfter: state.length, freezesLeft: freezesLeft(state, day) },
  });

  if (kept !== null) {
    state.length += 1;
    if (state.length > state.longest) {
      state.longest = state.length;
      state.longestEndedOn = null;
    }
    return close("kept", kept);
  }
  if (facts.paused) return close("paused", "paused");
  // A freeze is for a streak: where there is none, none is used up.
  if (state.length > 0 && freezesLeft(state, day) > 0) {
    state.freezesUsed = state.freezeMonth === monthOf(day) ? state.freezesUsed + 1 : 1;
    state.freezeMonth = monthOf(day);
    return close("freeze", "freeze");
  }
  if (state.length > 0 && state.length === state.longest && state.longestEndedOn === null) {
    state.longestEndedOn = addDays(day, -1);
  }
  state.length = 0;
  return close("ended", "missed");
}
