import { type BoardPeriod, boardPeriods, readBoard } from "../../../app/leaderboard/read-board.ts";
import type { CohortId } from "../../../core/ids.ts";
import { replace } from "../../event.ts";
import { boardView, pointsRulesView } from "../../views/leaderboard.ts";
import type { Action } from "../action.ts";

/** Object: the cohort. Choice: the period. A picked value replaces one of them. */
const board: Action = {
  name: "board",
  answers: "update",
  async run(chat, press) {
    const value = press.values[0] ?? "";
    const group = value.startsWith("group:") ? value.slice("group:".length) : null;
    const cohortId = (group ?? press.object ?? null) as CohortId | null;
    const period = readPeriod(group === null && value !== "" ? value : press.choice);
    return replace(boardView(await readBoard(chat.ctx, await chat.reader(), { period, cohortId })));
  },
};

const boardPoints: Action = {
  name: "board-points",
  answers: "update",
  run: async (_chat, press) => replace(pointsRulesView(press.object ?? "", readPeriod(press.choice))),
};

/** Anything unknown is the week. */
export function readPeriod(text: string | undefined): BoardPeriod {
  return boardPeriods.find((period) => period === text) ?? "week";
}

export const leaderboardActions: readonly Action[] = [board, boardPoints];
