import { readCard } from "../../../app/cards/read-card.ts";
import { searchCards } from "../../../app/cards/search-cards.ts";
import { nextStep } from "../../../app/study/next-step.ts";
import { bringBackCard, suspendCard } from "../../../app/study/put-aside.ts";
import { currentCard } from "../../../app/study/stop-session.ts";
import type { CardId } from "../../../core/ids.ts";
import type { Chat } from "../../chat.ts";
import { type Reply, replace } from "../../event.ts";
import { cardTexts } from "../../texts/cards.ts";
import { studyTexts } from "../../texts/study.ts";
import type { View } from "../../view.ts";
import { cardListView, noCardView } from "../../views/card-list.ts";
import { cardPageView } from "../../views/card-page.ts";
import { doneView } from "../../views/study-edges.ts";
import type { Action } from "../action.ts";
import { cardIn, storable } from "./ids.ts";

/** No track has so many cards. */
const farthest = 100_000;

export async function searchView(chat: Chat, words: string, from = 0): Promise<View> {
  const reader = await chat.reader();
  const found = await searchCards(chat.ctx, reader, storable(words), from);
  return found.found.length > 0 ? cardListView(found) : noCardView(words, await nextStep(chat.ctx, reader));
}

/** The card in hand: the one at which the open session is. */
export async function presentCardView(chat: Chat): Promise<View> {
  const reader = await chat.reader();
  const current = await currentCard(chat.ctx, reader);
  const page = current?.kind === "card" ? await readCard(chat.ctx, reader, current.shown.card.id) : null;
  return page ? cardPageView(page) : doneView([cardTexts.which], await nextStep(chat.ctx, reader));
}

/** One card's page; null or one that is gone: says so. */
export async function cardView(chat: Chat, cardId: CardId | null, notes: readonly string[] = []): Promise<View> {
  const reader = await chat.reader();
  const page = cardId && (await readCard(chat.ctx, reader, cardId));
  if (!page) return doneView([cardTexts.gone], await nextStep(chat.ctx, reader));
  return cardPageView(page, notes);
}

async function cardReply(chat: Chat, id: string | undefined, notes: readonly string[] = []): Promise<Reply> {
  return replace(await cardView(chat, cardIn(id), notes));
}

export const cardOpen: Action = {
  name: "card-open",
  answers: "update",
  run: (chat, press) => cardReply(chat, press.values[0] ?? press.object),
};

/** `card-page:<from>:<words>` */
export const cardPage: Action = {
  name: "card-page",
  answers: "update",
  async run(chat, press) {
    const from = Math.min(farthest, Math.max(0, Number.parseInt(press.object ?? "0", 10) || 0));
    return replace(await searchView(chat, wordsOf(press.choice ?? ""), from));
  },
};

export const cardSuspend: Action = {
  name: "card-suspend",
  answers: "update",
  async run(chat, press) {
    const reader = await chat.reader();
    const cardId = cardIn(press.object);
    if (cardId && (await readCard(chat.ctx, reader, cardId))) await suspendCard(chat.ctx, reader, cardId);
    return cardReply(chat, press.object, [studyTexts.suspended]);
  },
};

export const cardBringBack: Action = {
  name: "card-bring-back",
  answers: "update",
  async run(chat, press) {
    const cardId = cardIn(press.object);
    if (cardId) await bringBackCard(chat.ctx, await chat.reader(), cardId);
    return cardReply(chat, press.object, [studyTexts.broughtBack]);
  },
};

/** The words as they were put into the id; a forged one finds what it finds. */
function wordsOf(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
