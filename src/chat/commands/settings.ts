import { settingsOf } from "../actions/settings/show-settings.ts";
import { showPrivately } from "../event.ts";
import { settingsView } from "../views/settings.ts";
import type { Command } from "./command.ts";

export const settings: Command = {
  spec: {
    name: "settings",
    summary: "Time zone, reminder, new cards, interview date, break, leaderboard",
    group: "You",
    answers: "private",
    anywhere: true,
  },
  run: async (chat) => showPrivately(settingsView(await settingsOf(chat))),
};
