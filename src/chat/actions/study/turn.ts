import { turnCard } from "../../../app/study/turn-card.ts";
import { open, type Reply, replace } from "../../event.ts";
import { formLimits } from "../../limits.ts";
import { studyTexts } from "../../texts/study.ts";
import type { Form } from "../../view.ts";
import { designView, type InterviewFace, mistakePrefix } from "../../views/interview-card.ts";
import { cardView } from "../../views/study-screen.ts";
import { type Action, typed } from "../action.ts";
import { actionId } from "../action-id.ts";
import { presentationIn, storable, unknownButton } from "./ids.ts";
import { turnedReply } from "./replies.ts";

const ticksAtMost = 10;

export const show: Action = {
  name: "show",
  answers: "update",
  async run(chat, press) {
    const id = presentationIn(press);
    if (!id) return unknownButton();
    const turned = await turnCard(chat.ctx, await chat.reader(), id, { answerShown: true });
    return turnedReply(chat, turned);
  },
};

export const hintAction: Action = {
  name: "hint",
  answers: "update",
  async run(chat, press) {
    const id = presentationIn(press);
    if (!id) return unknownButton();
    const turned = await turnCard(chat.ctx, await chat.reader(), id, { hintShown: true });
    return turnedReply(chat, turned);
  },
};

/** `stage:<presentation>:2` shows a stage's question, `stage:<presentation>:2.open` its text too. */
export const stage: Action = {
  name: "stage",
  answers: "update",
  async run(chat, press) {
    const id = presentationIn(press);
    if (!id) return unknownButton();
    const [number = "", open] = (press.choice ?? "").split(".");
    const at = Math.max(0, Math.min(7, Number.parseInt(number, 10) || 0));
    const turned = await turnCard(chat.ctx, await chat.reader(), id, { stage: at });
    return turnedReply(chat, turned, (shown) =>
      shown.card.kind === "design" && shown.presentation.answerShownAt === null
        ? designView(shown, open === "open")
        : cardView(shown),
    );
  },
};

/** What stands in the middle of an interview answer. Changes nothing. */
export const face: Action = {
  name: "face",
  answers: "update",
  async run(chat, press) {
    const id = presentationIn(press);
    if (!id) return unknownButton();
    const turned = await turnCard(chat.ctx, await chat.reader(), id, {});
    return turnedReply(chat, turned, (shown) => cardView(shown, [], press.choice as InterviewFace));
  },
};

export const ticks: Action = {
  name: "ticks",
  answers: "update",
  async run(chat, press) {
    const id = presentationIn(press);
    if (!id) return unknownButton();
    const mistakes = press.choice === "mistakes";
    const turned = await turnCard(chat.ctx, await chat.reader(), id, {
      ticks: { keys: press.values.slice(0, ticksAtMost), prefix: mistakes ? mistakePrefix : "" },
    });
    return turnedReply(chat, turned, (shown) => cardView(shown, [], mistakes ? "mistakes" : "answer"));
  },
};

/** "Write it instead": the form, and its submit, which opens the answer with the words above it. */
export const write: Action = {
  name: "write",
  answers: "form",
  form: async (_chat, id) => writeForm(id.object ?? ""),
  async run(chat, press): Promise<Reply> {
    const id = presentationIn(press);
    if (!id) return unknownButton();
    const words = storable(typed(press, "words"));
    if (Object.keys(press.form).length === 0) return open(writeForm(id));
    const turned = await turnCard(chat.ctx, await chat.reader(), id, {
      answerShown: true,
      ...(words ? { words: words.slice(0, formLimits.paragraph) } : {}),
    });
    return turned.kind === "shown" ? replace(cardView(turned.shown)) : turnedReply(chat, turned);
  },
};

export function writeForm(presentationId: string): Form {
  return {
    title: studyTexts.writeTitle,
    submit: studyTexts.writeSubmit,
    fields: [
      {
        kind: "paragraph",
        name: "words",
        label: studyTexts.writeLabel,
        hint: studyTexts.writeHint,
        required: true,
        maxLength: formLimits.paragraph,
      },
    ],
    action: actionId("write", presentationId),
  };
}
