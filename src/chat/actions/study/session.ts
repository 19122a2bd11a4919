import { openSession } from "../../../app/study/open-session.ts";
import { continueSession, resumeSession, stopSession } from "../../../app/study/stop-session.ts";
import { studyAlone } from "../../../app/study/study-alone.ts";
import { studyCard } from "../../../app/study/study-card.ts";
import { replace } from "../../event.ts";
import { withdrawnView } from "../../views/study-edges.ts";
import { cardView, nextView } from "../../views/study-screen.ts";
import { summaryView } from "../../views/summary.ts";
import type { Action } from "../action.ts";
import { cardIn, sessionIn, unknownButton } from "./ids.ts";
import { notYours, openView, workspaceOf } from "./replies.ts";

const extraCards = 5;

/** `study`, `study:due`, `study:begin`, `study:spread:5`: the way into a session. */
export const study: Action = {
  name: "study",
  answers: "update",
  async run(chat, press) {
    const waiting = press.choice === "5" ? 5 : press.choice === "3" ? 3 : press.choice === "all" ? "all" : undefined;
    const outcome = await openSession(chat.ctx, await chat.reader(), {
      at: workspaceOf(chat),
      begin: press.object === "begin",
      dueOnly: press.object === "due",
      waiting: press.object === "spread" ? waiting : undefined,
    });
    return replace(openView(outcome));
  },
};

/** A topic: picked from a select, or named in the button. */
export const studyTopic: Action = {
  name: "study-topic",
  answers: "update",
  async run(chat, press) {
    const topic = press.values[0] ?? (press.object && press.choice ? `${press.object}:${press.choice}` : press.object);
    const outcome = await openSession(chat.ctx, await chat.reader(), {
      at: workspaceOf(chat),
      topic,
      // "Study these 9", of a block.
      dueOnly: press.object === "block",
    });
    return replace(openView(outcome));
  },
};

export const learnMore: Action = {
  name: "learn-more",
  answers: "update",
  async run(chat) {
    const outcome = await openSession(chat.ctx, await chat.reader(), { at: workspaceOf(chat), extraNew: extraCards });
    return replace(openView(outcome));
  },
};

export const solo: Action = {
  name: "solo",
  answers: "update",
  async run(chat) {
    const reader = await studyAlone(chat.ctx, await chat.reader());
    return replace(openView(await openSession(chat.ctx, reader, { at: workspaceOf(chat) })));
  },
};

export const stop: Action = {
  name: "stop",
  answers: "update",
  async run(chat, press) {
    const id = sessionIn(press);
    if (!id) return unknownButton();
    const summary = await stopSession(chat.ctx, await chat.reader(), id);
    return summary ? replace(summaryView(summary)) : notYours(chat);
  },
};

export const goOn: Action = {
  name: "go-on",
  answers: "update",
  async run(chat, press) {
    const reader = await chat.reader();
    const id = sessionIn(press);
    const next = id && (await resumeSession(chat.ctx, reader, id));
    if (next) return replace(nextView(next));
    return replace(openView(await openSession(chat.ctx, reader, { at: workspaceOf(chat) })));
  },
};

export const next: Action = {
  name: "next",
  answers: "update",
  async run(chat, press) {
    const reader = await chat.reader();
    const id = sessionIn(press);
    const following = id && (await continueSession(chat.ctx, reader, id));
    if (following) return replace(nextView(following));
    return replace(openView(await openSession(chat.ctx, reader, { at: workspaceOf(chat) })));
  },
};

/** One card at once: "Rate it again", "Study it now". */
export const studyOneCard: Action = {
  name: "study-card",
  answers: "update",
  async run(chat, press) {
    const cardId = cardIn(press.object);
    const shown = cardId && (await studyCard(chat.ctx, await chat.reader(), cardId));
    return replace(shown ? cardView(shown) : withdrawnView(null));
  },
};
