import { and, eq, inArray, isNull, min, or, sql } from "drizzle-orm";
import { roadmapWeeks } from "../../core/curriculum/pace.ts";
import { type WeekPlan, weekOf } from "../../core/curriculum/track.ts";
import type { LearnerId, StudyDay, TrackId } from "../../core/ids.ts";
import { readRecallBy } from "../../db/recall.ts";
import { cards, memoryStates } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { recallOf } from "../progress/mastery.ts";
import { studyDayOf } from "../study/study-day.ts";
import { type Position, positionOf } from "./position.ts";

export interface RoadmapWeekView {
  readonly kind: "week";
  readonly week: number;
  readonly blockId: string;
  readonly blockTitle: string;
  readonly weekTitle: string;
  readonly today: StudyDay;
  readonly days: { readonly from: StudyDay; readonly to: StudyDay } | null;
  readonly topics: readonly TopicState[];
  readonly plan: Pick<WeekPlan, "practice" | "projects" | "interview" | "resources">;
  /** Titles of the linked interview questions of this week. */
  readonly questions: readonly string[];
  /** Checklist blocks that open in this week. */
  readonly opens: readonly string[];
  /** Whether the reader's new cards reach it. */
  readonly reached: boolean;
  readonly groupWeek: number | null;
  readonly myWeek: number | null;
  readonly newPerDay: number;
  /** Weeks between the group's and the first in which cards wait unmet; 0 where they keep up. */
  readonly behind: number;
}

export interface TopicState {
  readonly id: string;
  readonly title: string;
  readonly cards: number;
  readonly seen: number;
  readonly recalled: number;
}

export type WeekOutcome = RoadmapWeekView | { readonly kind: "no-such-week" };

/** A roadmap week; without a number, the group's, else the reader's own. */
export async function readWeek(ctx: AppContext, reader: Reader, wanted: number | null): Promise<WeekOutcome> {
  const { learner } = reader;
  const position = await positionOf(ctx, learner);
  const week = wanted ?? position.groupWeek ?? position.myWeek ?? 1;
  const found = Number.isInteger(week) && week >= 1 && week <= roadmapWeeks ? weekOf(position.track, week) : undefined;
  if (!found) return { kind: "no-such-week" };
  const today = studyDayOf(ctx, learner);
  const [byTopic, unmet] = await Promise.all([
    readRecallBy(ctx.db, learner.id, position.trackId, "topics"),
    firstUnmetWeek(ctx, learner.id, position.trackId),
  ]);
  const topics = found.topics.map(({ id, title }): TopicState => {
    const groups = byTopic.filter(({ key }) => key === id);
    return { id, title, ...recallOf(groups, today, learner.weights) };
  });
  return {
    kind: "week",
    week,
    blockId: found.block.id,
    blockTitle: found.block.title,
    weekTitle: found.plan.title,
    today,
    days: position.daysOf(week),
    topics,
    plan: found.plan,
    questions: found.questions.map(({ title }) => title),
    opens: found.opens.map(({ title }) => title),
    reached: isReached(position, week, found.block.id),
    groupWeek: position.groupWeek,
    myWeek: position.myWeek,
    newPerDay: learner.newPerDay,
    behind: position.groupWeek === null || unmet === null ? 0 : Math.max(0, position.groupWeek - unmet),
  };
}

export function isReached({ reach }: Position, week: number, blockId: string): boolean {
  return week <= reach.week || reach.openBlocks.includes(blockId);
}

/** The first roadmap week with a concept card the learner has not met; null when all are met. */
async function firstUnmetWeek(ctx: AppContext, learnerId: LearnerId, track: TrackId): Promise<number | null> {
  const [row] = await ctx.db
    .select({ week: min(cards.week) })
    .from(cards)
    .leftJoin(memoryStates, and(eq(memoryStates.cardId, cards.id), eq(memoryStates.learnerId, learnerId)))
    .where(
      and(
        eq(cards.track, track),
        isNull(cards.archivedAt),
        inArray(cards.kind, ["flashcard", "choice"]),
        or(isNull(memoryStates.phase), eq(memoryStates.phase, "new")),
        sql`${memoryStates.suspendedAt} is null`,
      ),
    );
  return row?.week ?? null;
}
