import { eq } from "drizzle-orm";
import type { CohortId, DailyQuestionId, PlatformId, StudyDay, TrackId } from "../../core/ids.ts";
import { seeded } from "../../core/random.ts";
import { retrievability } from "../../core/scheduling/fsrs.ts";
import { addDays, studyDayStartMs } from "../../core/study-day.ts";
import { readActivityBetween } from "../../db/activity.ts";
import { findCardForShowing } from "../../db/cards.ts";
import { openQuestionsOf } from "../../db/daily-questions.ts";
import { memoryOf } from "../../db/memory.ts";
import { changeUngraded } from "../../db/presentations.ts";
import { learners } from "../../db/schema/index.ts";
import { readMyCheckIn } from "../check-in/read-check-in.ts";
import { saveCheckIn } from "../check-in/save-check-in.ts";
import { newDraft, saveDraft } from "../cohort/draft.ts";
import { joinCohort } from "../cohort/join-cohort.ts";
import { leaveCohort } from "../cohort/leave-cohort.ts";
import { startCohort } from "../cohort/start-cohort.ts";
import type { AppContext } from "../context.ts";
import { submitAnswer } from "../daily/submit-answer.ts";
import { verifyTotals } from "../leaderboard/verify-totals.ts";
import { findReader, type Reader } from "../people/reader.ts";
import { closeStudyDays } from "../progress/close-days.ts";
import { gradeCard } from "../study/grade-card.ts";
import { presentCard } from "../study/present-card.ts";
import { studyDayOf } from "../study/study-day.ts";
import { undoReview } from "../study/undo-review.ts";
import { waitingCards } from "../study/waiting.ts";

export interface SimulationParts {
  readonly ctx: AppContext;
  readonly clock: { moveTo(ms: number): void };
  readonly track: TrackId;
  readonly people: number;
  readonly weeks: number;
  readonly seed: string;
  /** Plans what has come due: the daily questions and the weekly posts with their check-ins. */
  planDue(): Promise<unknown>;
  /** Called after each week. */
  onWeek(week: number): void;
}

export interface SimulationReport {
  readonly reviews: number;
  readonly undone: number;
  readonly answers: number;
  readonly checkIns: number;
  readonly returned: number;
  readonly totalsDiffer: number;
  readonly closedDays: number;
  /** Days of the ledgers that are missing, or stand there without a verdict and a reason. */
  readonly unexplainedDays: number;
  readonly readers: readonly Reader[];
}

const firstDay = "2027-01-11" as StudyDay;
const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"] as const;
const platform = "simulation" as PlatformId;
const hourMs = 3_600_000;
const minuteMs = 60_000;

/** How one of them is: how often and how long they study, whether they take part. */
interface Habits {
  readonly studies: number;
  /** Cards of a session at most. */
  readonly cards: number;
  readonly answers: number;
  readonly checksIn: number;
}

/**
 * A cohort over its weeks, through the use cases that the chat calls, with a fixed seed: people study, forget, undo,
 * answer, check in, stay away, leave and come back. Then totals are compared with the log and every ledger is read.
 */
export async function simulate(parts: SimulationParts): Promise<SimulationReport> {
  const { ctx, clock, people, weeks } = parts;
  const chance = seeded(parts.seed);
  const startMs = studyDayStartMs(firstDay, "UTC", 0);
  let events = 0;
  const eventKey = () => `simulation:${++events}`;
  const sums = { reviews: 0, undone: 0, answers: 0, checkIns: 0, returned: 0 };

  clock.moveTo(startMs - 12 * hourMs);
  const readers: Reader[] = [];
  for (let at = 0; at < people; at += 1) readers.push(await findReader(ctx, account(at)));
  const cohortId = await openCohort(parts, readers);
  const habits = readers.map(
    (): Habits => ({
      studies: 0.35 + 0.63 * chance(),
      cards: 4 + Math.floor(11 * chance()),
      answers: 0.6 * chance(),
      checksIn: 0.2 + 0.8 * chance(),
    }),
  );
  const away = new Set<number>();

  for (let day = 0; day < weeks * 7; day += 1) {
    for (const [slot, hour] of [8, 18].entries()) {
      if (slot === 1) {
        // Berlin's 18:30, whatever the season.
        clock.moveTo(startMs + day * 24 * hourMs + 17.75 * hourMs);
        await parts.planDue();
      }
      for (const [at, habit] of habits.entries()) {
        if (at % 2 !== slot) continue;
        clock.moveTo(startMs + day * 24 * hourMs + hour * hourMs + at * 4 * minuteMs);
        await oneDay(at, habit, day);
      }
    }
    if (day % 7 === 6) parts.onWeek(Math.floor(day / 7) + 1);
  }

  async function oneDay(at: number, habit: Habits, day: number): Promise<void> {
    const reader = await fresh(ctx, readers[at]);
    if (at > 0 && chance() < 0.003 && !away.has(at)) {
      await leaveCohort(ctx, reader.learner.id, cohortId);
      away.add(at);
    } else if (away.has(at) && chance() < 0.05) {
      await joinCohort(ctx, reader, { cohortId, zone: null, board: "named", reminderTime: null });
      away.delete(at);
      sums.returned += 1;
    }
    if (chance() > habit.studies) return;
    await study(reader, habit.cards);
    const [question] = await openQuestionsOf(ctx.db, [cohortId], ctx.clock.nowMs());
    if (question && !away.has(at) && chance() < habit.answers) await answer(reader, question.id);
    if (!away.has(at) && day % 7 < 2 && chance() < habit.checksIn) await checkIn(reader);
  }

  async function study(reader: Reader, most: number): Promise<void> {
    const { cardIds } = (await waitingCards(ctx, reader.learner, parts.track)).plan(most);
    for (const cardId of cardIds) {
      const [known, shown] = [
        await findCardForShowing(ctx.db, reader.learner.id, cardId),
        await presentCard(ctx, { learner: reader.learner, cardId }),
      ];
      if (!shown) continue;
      await changeUngraded(ctx.db, shown.id, { answerShownAt: ctx.clock.nowMs() });
      clock.moveTo(ctx.clock.nowMs() + (chance() < 0.03 ? 500 : 6_000));
      const state = memoryOf(known?.state ?? null);
      const recall = known?.state ? retrievability(state, studyDayOf(ctx, reader.learner), null) : 0.6;
      const rating = chance() > recall ? "again" : chance() < 0.15 ? "hard" : chance() < 0.85 ? "good" : "easy";
      const graded = await gradeCard(ctx, { presentationId: shown.id, rating, by: reader, eventKey: eventKey() });
      if (graded.kind === "graded") sums.reviews += 1;
      if (chance() < 0.02) {
        const undone = await undoReview(ctx, { reader: await fresh(ctx, reader), eventKey: eventKey() });
        if (undone.kind === "undone") sums.undone += 1;
      }
    }
  }

  async function answer(reader: Reader, dailyQuestionId: DailyQuestionId): Promise<void> {
    const words = "I would look at the validation curve before anything else.";
    const saved = await submitAnswer(ctx, { reader, dailyQuestionId, words, eventKey: eventKey() });
    if (saved.kind === "saved" && !saved.replaced) sums.answers += 1;
  }

  async function checkIn(reader: Reader): Promise<void> {
    const open = await readMyCheckIn(ctx, reader, { cohortId, date: null });
    if (open.kind !== "check-in") return;
    const saved = await saveCheckIn(ctx, reader, open.round, {
      ...{ confidence: 1 + Math.floor(5 * chance()), hours: Math.round(16 * chance()) / 2, withTopics: chance() < 0.8 },
      ...{ blockers: chance() < 0.2 ? "too little time" : "", aim: "keep going" },
    });
    if (saved.kind === "saved" && saved.first) sums.checkIns += 1;
  }

  const ledgers = await readLedgers(ctx, readers);
  const { differences } = await verifyTotals(ctx.db);
  const now = await Promise.all(readers.map((reader) => fresh(ctx, reader)));
  return { ...sums, totalsDiffer: differences.length, ...ledgers, readers: now };
}

function account(at: number) {
  return {
    ...{ platform, scope: "", userId: String(at), displayName: `Learner ${at + 1}` },
    zone: zones[at % zones.length] ?? zones[0],
  };
}

async function fresh(ctx: AppContext, reader: Reader | undefined): Promise<Reader> {
  if (!reader) throw new Error("nobody of that number");
  const [learner] = await ctx.db.select().from(learners).where(eq(learners.id, reader.learner.id));
  return { ...reader, learner: learner ?? reader.learner };
}

async function openCohort({ ctx }: SimulationParts, readers: readonly Reader[]): Promise<CohortId> {
  const [organiser, ...others] = readers;
  if (!organiser) throw new Error("a cohort needs somebody");
  const place = { platform, workspace: "simulation", channel: "ml", channelName: "ml" };
  const draft = await newDraft(ctx, organiser, place);
  await saveDraft(ctx, organiser.learner.id, { ...draft, name: "Simulation", firstDay, zone: "Europe/Berlin" });
  const started = await startCohort(ctx, organiser.learner.id, draft.id);
  if (started.kind !== "started") throw new Error(`the cohort did not start: ${started.kind}`);
  for (const [at, reader] of others.entries()) {
    const board = (["named", "anonymous", "hidden"] as const)[at % 3] ?? "named";
    await joinCohort(ctx, reader, { cohortId: started.cohort.id, zone: null, board, reminderTime: null });
  }
  return started.cohort.id;
}

/** Closes what is over and looks at each day of each ledger. */
async function readLedgers(
  ctx: AppContext,
  readers: readonly Reader[],
): Promise<{ closedDays: number; unexplainedDays: number }> {
  let closedDays = 0;
  let unexplainedDays = 0;
  for (const reader of readers) {
    const { learner } = await fresh(ctx, reader);
    const { through } = await closeStudyDays(ctx, learner);
    if (through === null) continue;
    const rows = await readActivityBetween(ctx.db, learner.id, firstDay, through);
    let expected = rows[0]?.studyDay ?? null;
    for (const row of rows) {
      closedDays += 1;
      if (row.studyDay !== expected || row.verdict === null || !row.reason) unexplainedDays += 1;
      expected = addDays(row.studyDay, 1);
    }
  }
  return { closedDays, unexplainedDays };
}
