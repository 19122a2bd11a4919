import { readRoadmap } from "../../app/roadmap/read-roadmap.ts";
import { readWeek } from "../../app/roadmap/read-week.ts";
import { showPrivately } from "../event.ts";
import { roadmapView } from "../views/roadmap-path.ts";
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
    const reader = await chat.reader();
    const { week } = event.options;
    if (week === undefined || week === "") return showPrivately(roadmapView(await readRoadmap(chat.ctx, reader)));
    return showPrivately(weekView(await readWeek(chat.ctx, reader, Number(week))));
  },
};
