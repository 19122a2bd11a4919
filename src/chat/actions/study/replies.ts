import type { Reader } from "../../../app/people/reader.ts";
import { nextStep } from "../../../app/study/next-step.ts";
import type { OpenOutcome } from "../../../app/study/open-session.ts";
import { undoableOf } from "../../../app/study/shown-card.ts";
import { currentCard } from "../../../app/study/stop-session.ts";
import type { TurnOutcome } from "../../../app/study/turn-card.ts";
import type { Chat } from "../../chat.ts";
import { type Reply, replace, showPrivately } from "../../event.ts";
import { errorTexts } from "../../texts/errors.ts";
import { studyTexts } from "../../texts/study.ts";
import type { View } from "../../view.ts";
import { doneView, somebodyElsesView, withdrawnView, withLineAbove } from "../../views/study-edges.ts";
import {
  firstTimeView,
  longAwayView,
  noCohortView,
  nothingDueView,
  topicUnknownView,
} from "../../views/study-nothing.ts";
import { cardView, nextView } from "../../views/study-screen.ts";
import { summaryView } from "../../views/summary.ts";

/** Where the event came from, for the groups to join there. */
export function workspaceOf({ actor, place }: Chat) {
  return place.kind === "channel" ? { platform: actor.platform, workspace: place.workspace } : null;
}

export function openView(outcome: OpenOutcome): View {
  switch (outcome.kind) {
    case "card": {
      const { place } = outcome.shown;
      const back = outcome.resumed && place ? [studyTexts.resumed(place.number, place.total)] : [];
      return cardView(outcome.shown, back);
    }
    case "summary":
      return summaryView(outcome.summary);
    case "first-time":
      return firstTimeView(outcome);
    case "no-cohort":
      return noCohortView(outcome);
    case "long-away":
      return longAwayView(outcome);
    case "topic-unknown":
      return topicUnknownView(outcome);
    case "nothing-due":
      return nothingDueView(outcome);
  }
}

/** The learner's present screen: the card of the open session, else the next step. */
export async function currentView(chat: Chat, reader: Reader, notes: readonly string[]): Promise<View> {
  const current = await currentCard(chat.ctx, reader);
  return current ? nextView(current, notes) : stepView(chat, reader, notes);
}

async function stepView(chat: Chat, reader: Reader, notes: readonly string[]): Promise<View> {
  const [step, undoable] = await Promise.all([nextStep(chat.ctx, reader), undoableOf(chat.ctx, reader)]);
  return doneView(notes, step, undoable);
}

/** The present screen below the line that says why it is here: a press came too late, or twice. */
export async function currentViewWhy(chat: Chat, reader: Reader, why: string): Promise<View> {
  const current = await currentCard(chat.ctx, reader);
  if (!current) return stepView(chat, reader, [why]);
  return withLineAbove(nextView(current), why) ?? nextView(current, [why]);
}

/** A press on somebody else's screen: their own next step, beside it. */
export async function notYours(chat: Chat): Promise<Reply> {
  return showPrivately(somebodyElsesView(await nextStep(chat.ctx, await chat.reader())));
}

/** The screen after something was turned, or why it could not be. */
export async function turnedReply(
  chat: Chat,
  outcome: TurnOutcome,
  view: (shown: Extract<TurnOutcome, { kind: "shown" }>["shown"]) => View = (shown) => cardView(shown),
): Promise<Reply> {
  switch (outcome.kind) {
    case "shown":
      return replace(view(outcome.shown));
    case "edited":
      return replace(cardView(outcome.shown, [studyTexts.edited]));
    case "withdrawn":
      return replace(withdrawnView(null));
    case "past":
      return replace(await currentViewWhy(chat, await chat.reader(), errorTexts.stale));
    case "somebody-elses":
      return notYours(chat);
  }
}
