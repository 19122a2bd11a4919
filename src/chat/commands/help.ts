import { showHelp } from "../actions/help.ts";
import { showPrivately } from "../event.ts";
import type { Command } from "./command.ts";

export const help: Command = {
  spec: {
    name: "help",
    summary: "What there is, and what to do next",
    group: "You",
    answers: "private",
    anywhere: true,
  },
  run: async (chat) => showPrivately(await showHelp(chat)),
};
