import { nextStep } from "../../app/study/next-step.ts";
import { searchView } from "../actions/study/cards.ts";
import { showPrivately } from "../event.ts";
import { cardTexts } from "../texts/cards.ts";
import { doneView } from "../views/study-edges.ts";
import type { Command } from "./command.ts";

const words = { name: "words", summary: "Words of its question or answer", kind: "text", required: true } as const;

/** `suspend` and `flag` lead through the search to the one card, whose screen has both buttons. */
export const card: Command = {
  spec: {
    name: "card",
    summary: "Find a card; put it aside; say what is wrong with it",
    group: "Study",
    answers: "private",
    anywhere: true,
    subcommands: [
      { name: "search", summary: "Find cards by their words", answers: "private", options: [words] },
      { name: "suspend", summary: "Take a card out of your queue", answers: "private", options: [words] },
      { name: "flag", summary: "Tell the author what is off with a card", answers: "private", options: [words] },
    ],
  },
  async run(chat, event) {
    const typed = event.options.words?.trim() ?? "";
    if (typed === "") return showPrivately(doneView([cardTexts.which], await nextStep(chat.ctx, await chat.reader())));
    return showPrivately(await searchView(chat, typed));
  },
};
