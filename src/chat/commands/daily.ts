import { dailyScreen } from "../daily-screen.ts";
import { showPrivately } from "../event.ts";
import type { Command } from "./command.ts";

export const daily: Command = {
  spec: {
    name: "daily",
    summary: "Today's question again, or when the next one comes",
    group: "Study",
    answers: "private",
    anywhere: true,
  },
  async run(chat) {
    return showPrivately(await dailyScreen(chat, null));
  },
};
