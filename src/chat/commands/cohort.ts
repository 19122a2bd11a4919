import { createGroup } from "../actions/cohort/draft-actions.ts";
import { joinHere } from "../actions/cohort/join-actions.ts";
import type { Chat } from "../chat.ts";
import { hint, type Reply } from "../event.ts";
import { unknownCommandView } from "../views/errors.ts";
import type { Command } from "./command.ts";

const subcommands: Readonly<Record<string, (chat: Chat) => Promise<Reply>>> = {
  create: createGroup,
  join: joinHere,
};

export const cohort: Command = {
  spec: {
    name: "cohort",
    summary: "Start, join and run a study group",
    group: "Group",
    answers: "private",
    anywhere: false,
    subcommands: [
      { name: "create", summary: "Start a study group in this channel", answers: "private" },
      { name: "join", summary: "Join the study group of this channel", answers: "form" },
    ],
  },
  async run(chat, event) {
    const run = subcommands[event.subcommand ?? ""];
    return run ? run(chat) : hint(unknownCommandView(`cohort ${event.subcommand ?? ""}`.trim()));
  },
};
