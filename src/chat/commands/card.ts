import { cardView, presentCardView, searchView } from "../actions/study/cards.ts";
import { showPrivately } from "../event.ts";
import type { Command } from "./command.ts";
import { chosenCard, suggestedCards } from "./complete-card.ts";

const words = { name: "words", summary: "Words of its question or answer", kind: "text", completes: true } as const;

/** `suspend` and `flag` lead to one card, whose screen has both buttons: the one in hand, or one found by words. */
export const card: Command = {
  spec: {
    name: "card",
    summary: "Find a card; put it aside; say what is wrong with it",
    group: "Study",
    answers: "private",
    anywhere: true,
    subcommands: [
      {
        name: "search",
        summary: "Find cards by their words",
        answers: "private",
        options: [{ ...words, required: true }],
      },
      { name: "suspend", summary: "Take a card out of your queue", answers: "private", options: [words] },
      { name: "flag", summary: "Tell the author what is off with a card", answers: "private", options: [words] },
    ],
  },
  async run(chat, event) {
    const typed = event.options.words?.trim() ?? "";
    if (typed === "") return showPrivately(await presentCardView(chat));
    const chosen = chosenCard(typed);
    return showPrivately(await (chosen ? cardView(chat, chosen) : searchView(chat, typed)));
  },
  suggest: (chat, _event, _option, typed) => suggestedCards(chat, typed),
};
