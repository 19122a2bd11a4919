import { readCard } from "../../../app/cards/read-card.ts";
import type { Reader } from "../../../app/people/reader.ts";
import { type FlagReason, flagCard } from "../../../app/study/flag-card.ts";
import { bringBackCard, buryCard, suspendCard } from "../../../app/study/put-aside.ts";
import { readShownCard } from "../../../app/study/shown-card.ts";
import type { CardId } from "../../../core/ids.ts";
import { studyDayAt } from "../../../core/study-day.ts";
import type { Chat } from "../../chat.ts";
import { open, type Reply, replace } from "../../event.ts";
import { formLimits } from "../../limits.ts";
import { studyTexts } from "../../texts/study.ts";
import type { Form, View } from "../../view.ts";
import { flaggedView, suspendedView } from "../../views/flag.ts";
import { sourceView } from "../../views/study-source.ts";
import { shortDay } from "../../wording.ts";
import { type Action, picked, typed } from "../action.ts";
import { actionId } from "../action-id.ts";
import { cardIn, presentationIn, storable, unknownButton } from "./ids.ts";
import { currentView, notYours } from "./replies.ts";

/** "More for this card". */
export const more: Action = {
  name: "more",
  answers: "update",
  async run(chat, press) {
    const reader = await chat.reader();
    const id = presentationIn(press);
    const shown = id && (await readShownCard(chat.ctx, reader, id));
    if (!shown) return notYours(chat);
    const cardId = shown.card.id;
    switch (press.values[0]) {
      case "bury":
        await buryCard(chat.ctx, reader, cardId);
        return replace(await currentView(chat, reader, [studyTexts.buried]));
      case "suspend":
        await suspendCard(chat.ctx, reader, cardId);
        return replace(await suspendedNext(chat, reader, cardId));
      case "flag":
        return open(flagForm(cardId));
      case "source":
        return replace(sourceView(shown));
      default:
        return unknownButton();
    }
  },
};

export const suspend: Action = {
  name: "suspend",
  answers: "update",
  async run(chat, press) {
    const cardId = cardIn(press.object);
    const reader = await chat.reader();
    if (!cardId || !(await readCard(chat.ctx, reader, cardId))) return unknownButton();
    await suspendCard(chat.ctx, reader, cardId);
    return replace(await suspendedNext(chat, reader, cardId));
  },
};

export const bringBack: Action = {
  name: "bring-back",
  answers: "update",
  async run(chat, press) {
    const cardId = cardIn(press.object);
    if (!cardId) return unknownButton();
    const reader = await chat.reader();
    await bringBackCard(chat.ctx, reader, cardId);
    return replace(await currentView(chat, reader, [studyTexts.broughtBack]));
  },
};

const reasons = Object.keys(studyTexts.flagReasons) as FlagReason[];

/** The form needs no read: it is built from the card's id. */
export const flag: Action = {
  name: "flag",
  answers: "form",
  form: async (_chat, id) => flagForm(cardIn(id.object) ?? (0 as CardId)),
  async run(chat, press): Promise<Reply> {
    const cardId = cardIn(press.object);
    if (!cardId) return unknownButton();
    const [picking] = picked(press, "reason");
    const reason = reasons.find((one) => one === picking);
    if (!reason) return open(flagForm(cardId));
    const reader = await chat.reader();
    if (!(await readCard(chat.ctx, reader, cardId))) return unknownButton();
    const text = storable(typed(press, "more")).slice(0, formLimits.paragraph);
    const outcome = await flagCard(chat.ctx, reader, { cardId, reason, text });
    const { zone, rolloverHour } = reader.learner;
    const line =
      outcome.kind === "flagged"
        ? studyTexts.flagged
        : studyTexts.flaggedBefore(shortDay(studyDayAt(outcome.atMs, zone, rolloverHour)));
    return replace(flaggedView(line, cardId));
  },
};

export function flagForm(cardId: CardId): Form {
  return {
    title: studyTexts.flagTitle,
    submit: studyTexts.flagSubmit,
    fields: [
      {
        kind: "one",
        name: "reason",
        label: studyTexts.flagReason,
        required: true,
        options: Object.entries(studyTexts.flagReasons).map(([value, label]) => ({ label, value })),
      },
      {
        kind: "paragraph",
        name: "more",
        label: studyTexts.flagMore,
        hint: studyTexts.flagHint,
        required: false,
        maxLength: formLimits.paragraph,
      },
    ],
    action: actionId("flag", cardId),
  };
}

async function suspendedNext(chat: Chat, reader: Reader, cardId: CardId): Promise<View> {
  return suspendedView(await currentView(chat, reader, [studyTexts.suspended]), cardId);
}
