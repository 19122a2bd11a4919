import { FSRSAlgorithm, type Grade } from "ts-fsrs";
import type { StudyDay } from "../ids.ts";
import { seeded } from "../random.ts";
import { addDays, daysBetween } from "../study-day.ts";

/**
 * The memory model, FSRS-6. ts-fsrs does the mathematics of stability and difficulty; steps, fuzz and the order of the
 * intervals are ours and follow Anki. Time passes in study days, which the caller counts: no clock is read in here.
 */
export const ratings = ["again", "hard", "good", "easy"] as const;
export type Rating = (typeof ratings)[number];

export type Phase = "new" | "learning" | "review" | "relearning";

/** What one learner's memory of one card is. A card in review has a `dueDay`; one in its steps has a `dueAtMs`. */
export interface MemoryState {
  phase: Phase;
  /** Days until the chance of recall has fallen to 90 %; 0 while new. */
  stability: number;
  /** From 1 to 10; 0 while new. */
  difficulty: number;
  /** Ratings given so far. */
  reps: number;
  /** Times a card in review was rated Again. */
  lapses: number;
  /** Index of the learning or relearning step the card is in; 0 otherwise. */
  step: number;
  dueDay: StudyDay | null;
  dueAtMs: number | null;
  lastStudyDay: StudyDay | null;
  lastReviewedAtMs: number | null;
}

export function newMemory(): MemoryState {
  return {
    phase: "new",
    stability: 0,
    difficulty: 0,
    reps: 0,
    lapses: 0,
    step: 0,
    dueDay: null,
    dueAtMs: null,
    lastStudyDay: null,
    lastReviewedAtMs: null,
  };
}

export interface FsrsSettings {
  /** Chance of recall at which a card comes back, in (0, 1). */
  desiredRetention: number;
  /** The 21 weights of FSRS-6 (17 or 19 of its forerunners are converted); null for the published defaults. */
  weights: readonly number[] | null;
}

/** What a rating would lead to. */
export interface Offer {
  rating: Rating;
  state: MemoryState;
  /** As shown on the button: minutes are rounded, the state's `dueAtMs` is exact. */
  interval: { unit: "min" | "day"; value: number };
}

export interface OfferContext {
  studyDay: StudyDay;
  nowMs: number;
  /** Learner, card and repetition: the same seed gives the same intervals, so that what is shown is what is kept. */
  seed: string;
  settings: FsrsSettings;
  /** `false` leaves the intervals as computed; for reference values and forecasts. */
  fuzz?: boolean;
}

const minuteMs = 60_000;
const learningStepsMs: readonly number[] = [minuteMs, 10 * minuteMs];
const relearningStepsMs: readonly number[] = [10 * minuteMs];
export const maxIntervalDays = 36_500;

const gradeOf = { again: 1, hard: 2, good: 3, easy: 4 } as const satisfies Record<Rating, Grade>;

/**
 * The outcome of each of the four ratings. Pure: called again with the same arguments it gives the same.
 *
 * A review dated before the card's last one (a clock was moved, a zone was changed) counts as given at the last one.
 */
export function offers(state: MemoryState, context: OfferContext): Record<Rating, Offer> {
  const studyDay = latest(context.studyDay, state.lastStudyDay);
  const nowMs = Math.max(context.nowMs, state.lastReviewedAtMs ?? context.nowMs);
  const model = modelOf(context.settings);
  const elapsedDays = state.lastStudyDay === null ? 0 : daysBetween(state.lastStudyDay, studyDay);

  const memories = {} as Record<Rating, { stability: number; difficulty: number }>;
  for (const rating of ratings) {
    memories[rating] =
      state.phase === "new"
        ? firstMemory(model, gradeOf[rating])
        : model.next_state({ stability: state.stability, difficulty: state.difficulty }, elapsedDays, gradeOf[rating]);
  }
  const days = passingIntervals(state, context, (rating) => memories[rating].stability * model.interval_modifier);

  const offer = (rating: Rating): Offer => {
    const lapsed = state.phase === "review" && rating === "again";
    const reviewed: MemoryState = {
      ...state,
      ...memories[rating],
      reps: state.reps + 1,
      lapses: state.lapses + (lapsed ? 1 : 0),
      lastStudyDay: studyDay,
      lastReviewedAtMs: nowMs,
    };
    const step = nextStep(state, rating);
    if (step !== null) {
      return {
        rating,
        state: { ...reviewed, phase: step.phase, step: step.index, dueDay: null, dueAtMs: nowMs + step.delayMs },
        interval: { unit: "min", value: Math.round(step.delayMs / minuteMs) },
      };
    }
    // Again never gets here: every phase has a step to go back to.
    const intervalDays = days[rating as Exclude<Rating, "again">];
    return {
      rating,
      state: { ...reviewed, phase: "review", step: 0, dueDay: addDays(studyDay, intervalDays), dueAtMs: null },
      interval: { unit: "day", value: intervalDays },
    };
  };
  return { again: offer("again"), hard: offer("hard"), good: offer("good"), easy: offer("easy") };
}

/** Chance of recall on a study day, 0 to 1. A new card was never known: 0. */
export function retrievability(
  state: MemoryState,
  studyDay: StudyDay,
  weights: readonly number[] | null = null,
): number {
  if (state.phase === "new" || state.lastStudyDay === null) return 0;
  const elapsedDays = Math.max(0, daysBetween(state.lastStudyDay, studyDay));
  return modelOf({ desiredRetention: 0.9, weights }).forgetting_curve(elapsedDays, state.stability);
}

/** ts-fsrs lifts a first stability to 0.1 at least; Anki takes the weight as it is. */
function firstMemory(model: FSRSAlgorithm, grade: Grade): { stability: number; difficulty: number } {
  const memory = model.next_state(null, 0, grade);
  return { stability: model.parameters.w[grade - 1] ?? memory.stability, difficulty: memory.difficulty };
}

/** The step a rating leads to, or null when the card goes (back) into review. */
function nextStep(state: MemoryState, rating: Rating): { phase: Phase; index: number; delayMs: number } | null {
  if (state.phase === "review" && rating !== "again") return null;
  const relearning = state.phase === "review" || state.phase === "relearning";
  const phase: Phase = relearning ? "relearning" : "learning";
  const steps = relearning ? relearningStepsMs : learningStepsMs;
  const current = Math.min(state.step, steps.length - 1);
  const at = (index: number) => {
    const delayMs = steps[index];
    return delayMs === undefined ? null : { phase, index, delayMs };
  };
  switch (rating) {
    case "again":
      return at(0);
    case "hard": {
      if (current > 0) return at(current);
      const first = steps[0] ?? 0;
      // Anki: halfway to the second step, or half as long again when there is none.
      return { phase, index: 0, delayMs: steps[1] === undefined ? first * 1.5 : (first + steps[1]) / 2 };
    }
    case "good":
      return at(current + 1);
    case "easy":
      return null;
  }
}

/**
 * Days until a card comes back after Hard, Good and Easy, spread by the seed. As in Anki, each button offers at least a
 * day more than the one before it, and an interval that grows before the spread still grows after it.
 */
function passingIntervals(
  state: MemoryState,
  context: OfferContext,
  idealDays: (rating: Rating) => number,
): Record<"hard" | "good" | "easy", number> {
  // One draw for all buttons: a card is early or late as a whole.
  const draw = context.fuzz === false ? null : seeded(context.seed)();
  const lastDays =
    state.phase === "review" && state.lastStudyDay !== null && state.dueDay !== null
      ? daysBetween(state.lastStudyDay, state.dueDay)
      : null;
  const spread = (rating: Rating, atLeast: number) => {
    const ideal = idealDays(rating);
    const grows = lastDays !== null && Math.round(ideal) > lastDays ? lastDays + 1 : 1;
    return spreadInterval(ideal, Math.max(atLeast, grows), draw);
  };
  // Only in review is Hard an interval of days.
  const hard = state.phase === "review" ? spread("hard", 1) : 0;
  const good = spread("good", hard + 1);
  return { hard, good, easy: spread("easy", good + 1) };
}

/** Anki's share of an interval by which it may move to either side, besides one day; by part of the interval. */
const spreadShares = [
  { from: 2.5, to: 7, share: 0.15 },
  { from: 7, to: 20, share: 0.1 },
  { from: 20, to: Number.POSITIVE_INFINITY, share: 0.05 },
] as const;

/** A whole number of days near `ideal`, within [`atLeast`, maximum]; `draw` in [0, 1) says where, null is the middle. */
function spreadInterval(ideal: number, atLeast: number, draw: number | null): number {
  const min = Math.min(atLeast, maxIntervalDays);
  const within = (days: number) => Math.min(Math.max(Math.round(days), min), maxIntervalDays);
  if (draw === null) return within(ideal);
  const interval = Math.min(Math.max(ideal, min), maxIntervalDays);
  let delta = 0;
  if (interval >= 2.5) {
    delta = 1;
    for (const { from, to, share } of spreadShares) delta += share * Math.max(0, Math.min(interval, to) - from);
  }
  const low = within(interval - delta);
  let high = within(interval + delta);
  if (high === low && high > 2 && high < maxIntervalDays) high = low + 1;
  return Math.floor(low + draw * (high - low + 1));
}

/** Building a model costs more than asking it. Learners with weights of their own are few; the newest are kept. */
const models = new Map<string, FSRSAlgorithm>();
const maxModels = 500;

function modelOf(settings: FsrsSettings): FSRSAlgorithm {
  const key = `${settings.desiredRetention}|${settings.weights?.join() ?? ""}`;
  let model = models.get(key);
  if (model === undefined) {
    if (models.size >= maxModels) models.delete(models.keys().next().value as string);
    model = new FSRSAlgorithm({
      request_retention: settings.desiredRetention,
      maximum_interval: maxIntervalDays,
      ...(settings.weights === null ? {} : { w: settings.weights }),
    });
    // Anki's optimiser freezes same-day reviews with a zero here, which ts-fsrs would lift to 0.01.
    if (settings.weights?.length === 21 && settings.weights[19] === 0) (model.parameters.w as number[])[19] = 0;
    models.set(key, model);
  }
  return model;
}

function latest(day: StudyDay, other: StudyDay | null): StudyDay {
  return other !== null && other > day ? other : day;
}
