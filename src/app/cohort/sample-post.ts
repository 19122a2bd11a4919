import { and, asc, eq, isNull } from "drizzle-orm";
import { blockOfWeek } from "../../core/curriculum/track.ts";
import type { DailyQuestionId } from "../../core/ids.ts";
import { localTimeOf } from "../../core/study-day.ts";
import { cards } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { PostFacts } from "../daily/read-post.ts";
import type { Reader } from "../people/reader.ts";
import type { CohortDraft } from "./draft.ts";
import { outlookOf } from "./outlook.ts";

/** What a daily post of this group would show: the track's first interview question, as if asked at its first time. Null: the track has none. */
export async function samplePost(ctx: AppContext, reader: Reader, draft: CohortDraft): Promise<PostFacts | null> {
  const [card] = await ctx.db
    .select()
    .from(cards)
    .where(and(eq(cards.track, draft.track), eq(cards.kind, "interview"), isNull(cards.archivedAt)))
    .orderBy(asc(cards.position))
    .limit(1);
  if (!card) return null;
  const nowMs = ctx.clock.nowMs();
  const [opensAt = nowMs, closesAt = nowMs] = outlookOf(draft, [], nowMs).questionsMs;
  const track = ctx.tracks.get(draft.track);
  const { id, name, firstDay, zone, paceWeeks, dailyTime, dailyDays, checkInDay } = draft;
  return {
    question: {
      id: "sample" as DailyQuestionId,
      cohortId: id,
      date: localTimeOf(opensAt, zone).day,
      cardId: card.id,
      opensAt,
      closesAt,
    },
    cohort: {
      ...{ id, firstDay, zone, paceWeeks, dailyTime, dailyDays, checkInDay },
      name: name ?? "",
      track: draft.track,
      state: "active",
      createdBy: reader.learner.id,
      createdAt: nowMs,
    },
    card,
    blockTitle: (track && blockOfWeek(track, card.week)?.title) ?? card.deckTitle,
    members: 0,
    answered: 0,
    previousId: null,
    nowMs,
  };
}
