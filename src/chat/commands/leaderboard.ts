import { whichCohort } from "../../app/cohort/my-cohorts.ts";
import { readBoard } from "../../app/leaderboard/read-board.ts";
import { readPeriod } from "../actions/leaderboard/index.ts";
import { showPrivately } from "../event.ts";
import { channelOf } from "../place.ts";
import { boardView } from "../views/leaderboard.ts";
import type { Command } from "./command.ts";

export const leaderboard: Command = {
  spec: {
    name: "leaderboard",
    summary: "The ranking of your group and its goal",
    group: "Group",
    answers: "private",
    anywhere: true,
    options: [
      {
        name: "period",
        summary: "Which time to look at; this week if left out",
        kind: "choice",
        choices: [
          { name: "week", value: "week" },
          { name: "month", value: "month" },
          { name: "all", value: "all" },
        ],
      },
    ],
  },
  async run(chat, event) {
    const reader = await chat.reader();
    const here = await whichCohort(chat.ctx, reader.learner.id, channelOf(chat));
    const cohortId = here.kind === "one" && here.membership ? here.cohort.id : null;
    const period = readPeriod(event.options.period);
    return showPrivately(boardView(await readBoard(chat.ctx, reader, { period, cohortId })));
  },
};
