import { readBlock, readForecast, readMyCalibration } from "../../../app/progress/read-detail.ts";
import { readLedgerPage } from "../../../app/progress/read-ledger.ts";
import { readProgress } from "../../../app/progress/read-progress.ts";
import { isStudyDay } from "../../../core/study-day.ts";
import { replace } from "../../event.ts";
import { blockView, calibrationView, forecastView } from "../../views/progress-block.ts";
import { progressTableView } from "../../views/progress-table.ts";
import { streakView } from "../../views/streak.ts";
import type { Action } from "../action.ts";
import { showProgress } from "./show-progress.ts";

const progress: Action = {
  name: "progress",
  answers: "update",
  run: async (chat) => replace(await showProgress(chat)),
};

const progressStreak: Action = {
  name: "progress-streak",
  answers: "update",
  async run(chat, press) {
    const before = press.object && isStudyDay(press.object) ? press.object : null;
    return replace(streakView(await readLedgerPage(chat.ctx, await chat.reader(), before)));
  },
};

const progressCalibration: Action = {
  name: "progress-calibration",
  answers: "update",
  run: async (chat) => replace(calibrationView(await readMyCalibration(chat.ctx, await chat.reader()))),
};

const progressForecast: Action = {
  name: "progress-forecast",
  answers: "update",
  run: async (chat) => replace(forecastView(await readForecast(chat.ctx, await chat.reader()))),
};

const progressBlock: Action = {
  name: "progress-block",
  answers: "update",
  async run(chat, press) {
    const block = press.values[0] ?? press.object ?? null;
    return replace(blockView(await readBlock(chat.ctx, await chat.reader(), block)));
  },
};

const progressTable: Action = {
  name: "progress-table",
  answers: "update",
  async run(chat) {
    const reader = await chat.reader();
    const pictures = reader.learner.display === "pictures";
    return replace(progressTableView(await readProgress(chat.ctx, reader), { pictures }));
  },
};

export const progressActions: readonly Action[] = [
  progress,
  progressTable,
  progressStreak,
  progressCalibration,
  progressForecast,
  progressBlock,
];
