import { changePace, openBlock, openWeek, paceChoices, setNewCards } from "../../../app/roadmap/change-pace.ts";
import { skippableBlocks } from "../../../app/roadmap/placement.ts";
import { readWeek } from "../../../app/roadmap/read-week.ts";
import { replace } from "../../event.ts";
import { skipView } from "../../views/placement.ts";
import { paceChoiceView, paceView, weekView } from "../../views/roadmap-week.ts";
import type { Action } from "../action.ts";
import { placementActions } from "./placement.ts";
import { showRoadmap } from "./show-roadmap.ts";

const roadmap: Action = {
  name: "roadmap",
  answers: "update",
  run: async (chat) => replace(await showRoadmap(chat)),
};

/** Object or picked value: the week; neither: the present one. */
const roadmapWeek: Action = {
  name: "roadmap-week",
  answers: "update",
  async run(chat, press) {
    const week = press.values[0] ?? press.object;
    return replace(weekView(await readWeek(chat.ctx, await chat.reader(), week === undefined ? null : Number(week))));
  },
};

/** `week` and its number, or `block` and its id. */
const roadmapOpen: Action = {
  name: "roadmap-open",
  answers: "update",
  async run(chat, press) {
    const reader = await chat.reader();
    const change =
      press.object === "block"
        ? await openBlock(chat.ctx, reader, press.choice ?? "")
        : await openWeek(chat.ctx, reader, Number(press.choice));
    return replace(paceView(change));
  },
};

const roadmapPace: Action = {
  name: "roadmap-pace",
  answers: "update",
  async run(chat, press) {
    const wish = press.values[0] ?? press.object;
    if (wish === "skip") return replace(skipView(await skippableBlocks(chat.ctx, await chat.reader())));
    const choice = paceChoices.find((one) => one === wish);
    return replace(choice ? paceView(await changePace(chat.ctx, await chat.reader(), choice)) : paceChoiceView());
  },
};

/** Object: new cards a day, as they were before a change. */
const roadmapNew: Action = {
  name: "roadmap-new",
  answers: "update",
  async run(chat, press) {
    return replace(paceView(await setNewCards(chat.ctx, await chat.reader(), Number(press.object))));
  },
};

export const roadmapActions: readonly Action[] = [
  roadmap,
  roadmapWeek,
  roadmapOpen,
  roadmapPace,
  roadmapNew,
  ...placementActions,
];
