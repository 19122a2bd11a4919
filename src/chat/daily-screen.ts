import { type AnswerSide, openAnswerSide } from "../app/daily/answer-side.ts";
import { questionOfToday } from "../app/daily/question-of-today.ts";
import { readPost } from "../app/daily/read-post.ts";
import { readRated } from "../app/daily/read-rated.ts";
import { nextStep } from "../app/study/next-step.ts";
import { readShownCard } from "../app/study/shown-card.ts";
import { hereOf } from "../app/study/study-day.ts";
import type { CohortId, DailyQuestionId } from "../core/ids.ts";
import type { Chat } from "./chat.ts";
import { viewLimits } from "./limits.ts";
import { channelOf } from "./place.ts";
import { dailyTexts } from "./texts/daily.ts";
import { errorTexts } from "./texts/errors.ts";
import type { View } from "./view.ts";
import { dailyAnswerView } from "./views/daily-answer.ts";
import { groupSelect, noQuestionView } from "./views/daily-none.ts";
import { dailyPostView } from "./views/daily-post.ts";
import { dailyRatedView } from "./views/daily-rated.ts";
import { dailyNoteView } from "./views/daily-share.ts";
import { errorView, unknownButtonView } from "./views/errors.ts";
import { clockTime, ofGroup } from "./wording.ts";

/** What `/daily` shows: today's question with the reader's own state, or when the next one comes. */
export async function dailyScreen(chat: Chat, cohortId: CohortId | null): Promise<View> {
  const { ctx } = chat;
  const reader = await chat.reader();
  const today = await questionOfToday(ctx, reader, { cohortId, at: channelOf(chat) });
  switch (today.kind) {
    case "no-cohort":
      return dailyNoteView(dailyTexts.noQuestion, await nextStep(ctx, reader));
    case "none": {
      const { nextAtMs, cohort, others } = today;
      const step = await nextStep(ctx, reader);
      const group = others.length > 0 ? cohort.name : null;
      return noQuestionView({ nextAtMs, zone: cohort.zone, nowMs: ctx.clock.nowMs(), others, group }, step);
    }
    case "open": {
      const group = today.others.length > 0 ? today.cohort.name : null;
      const view = await openScreen(chat, today.question.id, today.answer, group);
      // An answer side with all its parts has no room left.
      if (view.parts.length >= viewLimits.parts) return view;
      return { ...view, parts: [...view.parts, ...groupSelect(today.others)] };
    }
  }
}

async function openScreen(
  chat: Chat,
  id: DailyQuestionId,
  answer: { readonly answeredAt: number | null; readonly rating: string | null } | null,
  group: string | null,
): Promise<View> {
  const { ctx } = chat;
  const reader = await chat.reader();
  if (answer?.rating || answer?.answeredAt) {
    const { answeredAt } = answer;
    const at = answeredAt === null ? null : dailyTexts.youAnsweredAt(clockTime(answeredAt, reader.learner.zone));
    const line = at === null ? group : ofGroup(group, at);
    return answerSideView(chat, await openAnswerSide(ctx, reader, id), line === null ? [] : [line], true);
  }
  const post = await readPost(ctx, id);
  return post ? dailyPostView(post, { group }) : unknownButtonView();
}

/** The answer side of a question, or what followed it where it is rated already. `notes` stand first. */
export async function answerSideView(
  chat: Chat,
  side: AnswerSide,
  notes: readonly string[],
  later = false,
): Promise<View> {
  const { ctx } = chat;
  const reader = await chat.reader();
  switch (side.kind) {
    case "unknown":
      return unknownButtonView();
    case "withdrawn":
      return errorView([...notes, errorTexts.cardGone].join("\n"));
    case "rated":
      return ratedView(chat, side.read.question.id, later ? [] : notes, later);
    case "open": {
      const shown = await readShownCard(ctx, reader, side.presentationId);
      return shown ? dailyAnswerView(shown, notes) : unknownButtonView();
    }
  }
}

/** S20. */
export async function ratedView(
  chat: Chat,
  id: DailyQuestionId,
  notes: readonly string[],
  later: boolean,
): Promise<View> {
  const reader = await chat.reader();
  const rated = await readRated(chat.ctx, reader, id);
  if (!rated) return dailyNoteView(dailyTexts.noQuestion, await nextStep(chat.ctx, reader));
  return dailyRatedView(rated, hereOf(chat.ctx, reader.learner), { later, notes });
}
