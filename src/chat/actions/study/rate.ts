import type { Reader } from "../../../app/people/reader.ts";
import { chooseOption } from "../../../app/study/choose-option.ts";
import { type GradeOutcome, gradeCard } from "../../../app/study/grade-card.ts";
import { continueSession } from "../../../app/study/stop-session.ts";
import { hereOf } from "../../../app/study/study-day.ts";
import { type Rating, ratings } from "../../../core/scheduling/fsrs.ts";
import { errorText } from "../../../errors.ts";
import type { Chat } from "../../chat.ts";
import { afterDailyRating } from "../../daily-rated.ts";
import { type Reply, replace } from "../../event.ts";
import { errorTexts } from "../../texts/errors.ts";
import { studyTexts } from "../../texts/study.ts";
import { savedNotShownView, withdrawnView } from "../../views/study-edges.ts";
import { cardView, nextView } from "../../views/study-screen.ts";
import { backWhen } from "../../views/study-words.ts";
import { clockTime } from "../../wording.ts";
import type { Action } from "../action.ts";
import { presentationIn, unknownButton } from "./ids.ts";
import { currentView, currentViewWhy, notYours, turnedReply } from "./replies.ts";

export const rate: Action = {
  name: "rate",
  answers: "update",
  async run(chat, press) {
    const rating = ratingOf(press.choice);
    const presentationId = presentationIn(press);
    if (!rating || !presentationId) return unknownButton();
    const outcome = await gradeCard(chat.ctx, {
      presentationId,
      rating,
      by: chat.actor,
      eventKey: chat.eventKey,
    });
    return gradedReply(chat, outcome, rating);
  },
};

/** `option:<presentation>:<option>.<mark of the text>` of a choice card. */
export const option: Action = {
  name: "option",
  answers: "update",
  async run(chat, press) {
    const [chosen = "", textMark = ""] = (press.choice ?? "").split(".");
    const presentationId = presentationIn(press);
    if (!presentationId || !/^-?\d$/.test(chosen)) return unknownButton();
    const outcome = await chooseOption(chat.ctx, {
      reader: await chat.reader(),
      presentationId,
      option: Number(chosen),
      textMark,
      eventKey: chat.eventKey,
    });
    switch (outcome.kind) {
      case "right":
        return replace(cardView(outcome.shown));
      case "wrong":
        return replace(cardView(outcome.shown, firstTimeNotes(outcome.graded.reader)));
      default:
        return turnedReply(chat, outcome);
    }
  },
};

export function ratingOf(choice: string | undefined): Rating | undefined {
  return ratings.find((rating) => rating === choice);
}

async function gradedReply(chat: Chat, outcome: GradeOutcome, pressed: Rating): Promise<Reply> {
  switch (outcome.kind) {
    case "graded":
      try {
        // In a session the session goes on, whatever brought the card.
        if (outcome.dailyQuestionId && !outcome.sessionId) {
          const notes = outcome.recomputed ? [ratedLine(chat, outcome)] : [];
          return await afterDailyRating(chat, outcome.dailyQuestionId, [...notes, ...firstTimeNotes(outcome.reader)]);
        }
        return replace(await afterRating(chat, outcome));
      } catch (error) {
        // Stored is stored: an error on the way to the next card must not look like a rating that went astray.
        chat.ctx.log.error({ key: chat.eventKey, error: errorText(error) }, "the card after a rating was not shown");
        return replace(savedNotShownView());
      }
    case "already-graded": {
      const { learner } = outcome.reader;
      const line = outcome.takenBack
        ? studyTexts.alreadyTakenBack
        : outcome.rating === pressed
          ? studyTexts.alreadyRated(outcome.rating, clockTime(outcome.atMs, learner.zone))
          : studyTexts.alreadyRatedOther(outcome.rating);
      return replace(await currentViewWhy(chat, outcome.reader, line));
    }
    case "put-aside":
      return replace(await currentViewWhy(chat, outcome.reader, errorTexts.stale));
    case "withdrawn":
      return replace(withdrawnView(null));
    case "somebody-elses":
      return notYours(chat);
    case "unknown":
      return unknownButton();
  }
}

async function afterRating(chat: Chat, outcome: Extract<GradeOutcome, { kind: "graded" }>) {
  const notes = [ratedLine(chat, outcome), ...firstTimeNotes(outcome.reader)];
  const next = outcome.sessionId ? await continueSession(chat.ctx, outcome.reader, outcome.sessionId) : null;
  return next ? nextView(next, notes) : currentView(chat, outcome.reader, notes);
}

/** What the rating did: `Hard: back in 5 days (Mon 15 Mar).` */
export function ratedLine(chat: Chat, outcome: Extract<GradeOutcome, { kind: "graded" }>): string {
  const { review, reader, recomputed } = outcome;
  const when = backWhen(review.interval, review.dueDay, hereOf(chat.ctx, reader.learner));
  return recomputed ? studyTexts.recomputed(when) : studyTexts.rated(review.rating, when);
}

function firstTimeNotes({ learner }: Reader): string[] {
  return learner.reviewCount === 1 ? [studyTexts.undoHelp] : [];
}
