import { firstDayOfRoadmapWeek } from "../../core/curriculum/pace.ts";
import type { StudyDay } from "../../core/ids.ts";
import { addDays } from "../../core/study-day.ts";
import { readCohort, readPauses } from "../../db/cohorts.ts";
import { type CalibrationBand, readCalibration, readHardestDecks } from "../../db/recall.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type NextStep, nextStep } from "../study/next-step.ts";
import type { Reach } from "../study/reach.ts";
import { studyDayOf } from "../study/study-day.ts";
import { type BlockMastery, forecastOf } from "./mastery.ts";
import { readBlocks } from "./my-blocks.ts";
import { comingDays, forecastDays } from "./read-progress.ts";

export interface BlockDetail {
  readonly kind: "block";
  readonly today: StudyDay;
  readonly block: BlockMastery;
  readonly blocks: readonly BlockMastery[];
  /** Titles of the decks that slip most. */
  readonly hardest: readonly string[];
  /** The Monday it opens with the group; null if it is open, or nobody knows. */
  readonly opensOn: StudyDay | null;
  /** The reader wants no pictures and no bars. */
  readonly textOnly: boolean;
}

export type BlockOutcome = BlockDetail | { readonly kind: "unknown-block" };

const hardestShown = 3;

/** One block in detail; without an id, the one the learner is in. */
export async function readBlock(ctx: AppContext, reader: Reader, blockId: string | null): Promise<BlockOutcome> {
  const { learner } = reader;
  const mine = await readBlocks(ctx, learner);
  const wanted = blockId ?? mine?.blocks.filter(({ onRoadmap, reached }) => onRoadmap && reached).at(-1)?.id;
  const block = mine?.blocks.find(({ id }) => id === wanted);
  if (!mine || !block) return { kind: "unknown-block" };
  const hardest = await readHardestDecks(ctx.db, {
    learnerId: learner.id,
    track: mine.trackId,
    block: block.id,
    limit: hardestShown,
  });
  const opensOn = block.reached ? null : await dayOfWeek(ctx, mine.reach, block.firstWeek - learner.weekShift);
  return {
    kind: "block",
    today: studyDayOf(ctx, learner),
    block,
    blocks: mine.blocks,
    hardest,
    opensOn,
    textOnly: learner.display === "text",
  };
}

/** The Monday on which the learner's furthest cohort reaches a roadmap week; null without a cohort. */
export async function dayOfWeek(ctx: AppContext, reach: Reach, week: number): Promise<StudyDay | null> {
  const furthest = [...reach.cohorts].sort((a, b) => b.week - a.week)[0];
  const cohort = furthest && (await readCohort(ctx.db, furthest.cohortId));
  if (!cohort) return null;
  return firstDayOfRoadmapWeek(cohort.firstDay, week, cohort.paceWeeks, await readPauses(ctx.db, cohort.id));
}

export interface Forecast {
  readonly today: StudyDay;
  readonly days: readonly { readonly day: StudyDay; readonly cards: number }[];
  /** The reader wants no pictures. */
  readonly textOnly: boolean;
  readonly step: NextStep;
}

/** Cards due on each of the next 30 study days. */
export async function readForecast(ctx: AppContext, reader: Reader): Promise<Forecast> {
  const today = studyDayOf(ctx, reader.learner);
  const [mine, step] = await Promise.all([readBlocks(ctx, reader.learner), nextStep(ctx, reader)]);
  const days = comingDays(today, forecastDays);
  const cards = forecastOf(mine?.states ?? [], today, days);
  return {
    today,
    days: days.map((day, at) => ({ day, cards: cards[at] ?? 0 })),
    step,
    textOnly: reader.learner.display === "text",
  };
}

export interface Calibration {
  /** Lowest first; empty bands are among them. */
  readonly bands: readonly CalibrationBand[];
  readonly reviews: number;
  readonly enough: boolean;
  /** The reader wants no pictures. */
  readonly textOnly: boolean;
  readonly step: NextStep;
}

/** Reviews from which the bands say something. */
export const calibrationFrom = 100;
const calibrationDays = 365;

/** Expected against actual recall of the last year's first reviews. */
export async function readMyCalibration(ctx: AppContext, reader: Reader): Promise<Calibration> {
  const { learner } = reader;
  const since = addDays(studyDayOf(ctx, learner), 1 - calibrationDays);
  const [bands, step] = await Promise.all([readCalibration(ctx.db, learner.id, since), nextStep(ctx, reader)]);
  const reviews = bands.reduce((sum, band) => sum + band.of, 0);
  return { bands, reviews, enough: reviews >= calibrationFrom, step, textOnly: learner.display === "text" };
}
