import { readWeek } from "../../app/roadmap/read-week.ts";
import { showRoadmap } from "../actions/roadmap/show-roadmap.ts";
import { showPrivately } from "../event.ts";
import { weekView } from "../views/roadmap-week.ts";
import type { Command } from "./command.ts";

export const roadmap: Command = {
  spec: {
    name: "roadmap",
    summary: "The path of your group, where you are, and what a week holds",
    group: "Group",
    answers: "private",
    anywhere: true,
    options: [{ name: "week", summary: "A week from 1 to 32", kind: "number", min: 1, max: 32 }],
  },
  async run(chat, event) {
    const { week } = event.options;
    if (week === undefined || week === "") return showPrivately(await showRoadmap(chat));
    return showPrivately(weekView(await readWeek(chat.ctx, await chat.reader(), Number(week))));
  },
};
