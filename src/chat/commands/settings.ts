import { settingsOf } from "../actions/settings/show-settings.ts";
import { zoneTypedView } from "../actions/settings/time-actions.ts";
import { showPrivately } from "../event.ts";
import { settingsView } from "../views/settings.ts";
import type { Command } from "./command.ts";
import { suggestedZones } from "./complete-zone.ts";

export const settings: Command = {
  spec: {
    name: "settings",
    summary: "Time zone, reminder, new cards, interview date, break, leaderboard",
    group: "You",
    answers: "private",
    anywhere: true,
    options: [
      { name: "zone", summary: "Set your time zone: a city or a zone, such as Berlin", kind: "text", completes: true },
    ],
  },
  async run(chat, event) {
    const zone = event.options.zone?.trim() ?? "";
    return showPrivately(zone === "" ? settingsView(await settingsOf(chat)) : await zoneTypedView(chat, zone));
  },
  async suggest(chat, _event, _option, typed) {
    const { learner } = await chat.reader();
    return suggestedZones(typed, chat.ctx.clock.nowMs(), learner.zone);
  },
};
