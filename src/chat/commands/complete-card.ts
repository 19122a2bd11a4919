import { suggestCards } from "../../app/cards/suggest-cards.ts";
import { hereOf } from "../../app/study/study-day.ts";
import type { CardId } from "../../core/ids.ts";
import { cardIn, storable } from "../actions/study/ids.ts";
import { cardWords } from "../card-text.ts";
import type { Chat } from "../chat.ts";
import { standingWords } from "../views/card-list.ts";
import { cut } from "../wording.ts";
import type { Suggestion } from "./spec.ts";

const promptChars = 70;

/** Cards by their words, each with where it stands. What is chosen comes back as `card:123`. */
export async function suggestedCards(chat: Chat, typed: string): Promise<Suggestion[]> {
  const reader = await chat.reader();
  const here = hereOf(chat.ctx, reader.learner);
  const found = await suggestCards(chat.ctx, reader, storable(typed));
  return found.map(({ cardId, prompt, standing }) => ({
    name: cut(`${cut(cardWords(prompt), promptChars)} · ${standingWords(standing, here)}`, 100),
    value: `card:${cardId}`,
  }));
}

/** The card that was chosen; null: these are words to search for. */
export function chosenCard(text: string): CardId | null {
  return text.startsWith("card:") ? cardIn(text.slice("card:".length)) : null;
}
