import { readBlock, readMyCalibration } from "../../app/progress/read-detail.ts";
import { readLedgerPage } from "../../app/progress/read-ledger.ts";
import { readMemberProgress } from "../../app/progress/read-member.ts";
import { showProgress } from "../actions/progress/show-progress.ts";
import { showPrivately } from "../event.ts";
import { blockView, calibrationView, memberView } from "../views/progress-block.ts";
import { streakView } from "../views/streak.ts";
import type { Command } from "./command.ts";

export const progress: Command = {
  spec: {
    name: "progress",
    summary: "Your streak, what you remember and what is coming",
    group: "You",
    answers: "private",
    anywhere: true,
    options: [
      { name: "member", summary: "Somebody of your group who shows their name there", kind: "member" },
      {
        name: "show",
        summary: "What to look at",
        kind: "choice",
        choices: [
          { name: "overview", value: "overview" },
          { name: "streak", value: "streak" },
          { name: "calibration", value: "calibration" },
          { name: "block", value: "block" },
        ],
      },
    ],
  },
  async run(chat, event) {
    const reader = await chat.reader();
    const { member, show } = event.options;
    if (member) {
      const { platform, scope } = chat.actor;
      const theirs = await readMemberProgress(chat.ctx, reader, { platform, scope, userId: member });
      if (theirs.kind !== "self") return showPrivately(memberView(theirs));
    }
    switch (show) {
      case "streak":
        return showPrivately(streakView(await readLedgerPage(chat.ctx, reader, null)));
      case "calibration":
        return showPrivately(calibrationView(await readMyCalibration(chat.ctx, reader)));
      case "block":
        return showPrivately(blockView(await readBlock(chat.ctx, reader, null)));
      default:
        return showPrivately(await showProgress(chat));
    }
  },
};
