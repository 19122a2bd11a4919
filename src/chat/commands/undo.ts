import { undo as takeBack } from "../actions/study/undo.ts";
import { showPrivately } from "../event.ts";
import type { Command } from "./command.ts";

export const undo: Command = {
  spec: {
    name: "undo",
    summary: "Take back the last rating, points and streak included",
    group: "Study",
    answers: "private",
    anywhere: true,
  },
  run: async (chat) => showPrivately(await takeBack(chat)),
};
