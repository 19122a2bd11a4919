import { findCheckIn } from "../../app/check-in/find-check-in.ts";
import { readMyCheckIn } from "../../app/check-in/read-check-in.ts";
import { actionId } from "../actions/action-id.ts";
import { showCheckIn } from "../actions/check-in/show-check-in.ts";
import { hint, showPrivately } from "../event.ts";
import { channelOf } from "../place.ts";
import { cohortTexts } from "../texts/cohort.ts";
import { chooseGroupView } from "../views/cohort-choose.ts";
import { noGroupView } from "../views/cohort-draft.ts";
import type { Command } from "./command.ts";

export const checkIn: Command = {
  spec: {
    name: "checkin",
    summary: "Your week in two minutes: what is done, what is in the way, what is next",
    group: "Group",
    answers: "private",
    anywhere: true,
  },
  async run(chat) {
    const reader = await chat.reader();
    const found = await findCheckIn(chat.ctx, reader, channelOf(chat));
    switch (found.kind) {
      case "none":
        return hint(noGroupView(channelOf(chat) ? cohortTexts.noGroupHere : cohortTexts.noGroupYours));
      case "several":
        return showPrivately(chooseGroupView(found.cohorts, actionId("check-in")));
      case "one": {
        const outcome = await readMyCheckIn(chat.ctx, reader, { cohortId: found.cohortId, date: null });
        return showPrivately(await showCheckIn(chat, outcome));
      }
    }
  },
};
