import { readSettings, type Settings } from "../../../app/settings/read-settings.ts";
import type { Chat } from "../../chat.ts";
import { type Reply, replace } from "../../event.ts";
import { settingsTexts } from "../../texts/settings.ts";
import { plainView } from "../../views/cohort-draft.ts";
import { settingsView } from "../../views/settings.ts";
import type { Action } from "../action.ts";

export async function settingsOf(chat: Chat): Promise<Settings> {
  return readSettings(chat.ctx, await chat.reader());
}

/** The settings again, with a line of what was just done. */
export async function showSettings(chat: Chat, done: string | null = null): Promise<Reply> {
  return replace(settingsView(await settingsOf(chat), done));
}

export const settings: Action = {
  name: "settings",
  answers: "update",
  run: (chat) => showSettings(chat),
};

export const settingsDone: Action = {
  name: "settings-done",
  answers: "update",
  run: async () => replace(plainView(settingsTexts.saved)),
};
