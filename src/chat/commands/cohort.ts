import { joinByCode } from "../actions/cohort/connect.ts";
import { createGroup } from "../actions/cohort/draft-actions.ts";
import { startTask } from "../actions/cohort/group-task.ts";
import { joinHere } from "../actions/cohort/join-actions.ts";
import type { Chat } from "../chat.ts";
import { type CommandEvent, hint, type Reply } from "../event.ts";
import { unknownCommandView } from "../views/errors.ts";
import type { Command } from "./command.ts";

const subcommands = new Map<string, (chat: Chat, event: CommandEvent) => Promise<Reply>>([
  ["create", createGroup],
  ["join", (chat, event) => (event.options.code ? joinByCode(chat, event.options.code) : joinHere(chat))],
  ["leave", (chat) => startTask(chat, "leave")],
  ["members", (chat) => startTask(chat, "members")],
  ["settings", (chat) => startTask(chat, "settings")],
  ["pause", (chat) => startTask(chat, "pause")],
  ["report", (chat) => startTask(chat, "report")],
  ["connect", (chat) => startTask(chat, "connect")],
  ["end", (chat) => startTask(chat, "end")],
]);

export const cohort: Command = {
  spec: {
    name: "cohort",
    summary: "Start, join and run a study group",
    group: "Group",
    answers: "private",
    anywhere: false,
    subcommands: [
      { name: "create", summary: "Start a study group in this channel", answers: "private" },
      {
        name: "join",
        summary: "Join the study group of this channel",
        answers: "form",
        options: [{ name: "code", summary: "From /cohort connect: bring that group into this channel", kind: "text" }],
      },
      { name: "leave", summary: "Leave the study group", answers: "private" },
      { name: "members", summary: "Who is in the group; organisers manage them here", answers: "private" },
      { name: "settings", summary: "Change name, channel, times and pace of the group", answers: "private" },
      { name: "pause", summary: "Plan time off for the group, such as holidays", answers: "form" },
      { name: "report", summary: "How the group is doing and what is in the way; for organisers", answers: "private" },
      { name: "connect", summary: "Let the group post in another channel or chat too", answers: "private" },
      { name: "end", summary: "End the group for everyone; cards and history stay", answers: "private" },
    ],
  },
  async run(chat, event) {
    const run = subcommands.get(event.subcommand ?? "");
    return run ? run(chat, event) : hint(unknownCommandView(`cohort ${event.subcommand ?? ""}`.trim()));
  },
};
