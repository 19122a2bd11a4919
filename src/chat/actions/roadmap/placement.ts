import { answerPlacement, skippableBlocks, startPlacement, undoPlacement } from "../../../app/roadmap/placement.ts";
import { replace } from "../../event.ts";
import { placementView, skipView, unmarkedView } from "../../views/placement.ts";
import type { Action } from "../action.ts";

/** Without a block: the choice of one. */
const placement: Action = {
  name: "placement",
  answers: "update",
  async run(chat, press) {
    const reader = await chat.reader();
    const block = press.values[0] ?? press.object;
    if (!block) return replace(skipView(await skippableBlocks(chat.ctx, reader)));
    return replace(placementView(await startPlacement(chat.ctx, reader, block)));
  },
};

/** Object: the test. Choice: number of the question and the option's place on its card, or `none`. */
const placementAnswer: Action = {
  name: "placement-answer",
  answers: "update",
  async run(chat, press) {
    const [number = "", option = ""] = (press.choice ?? "").split("-");
    const step = await answerPlacement(chat.ctx, await chat.reader(), {
      id: press.object ?? "",
      number: Number(number),
      option: /^\d$/.test(option) ? Number(option) : null,
    });
    return replace(placementView(step));
  },
};

const placementUndo: Action = {
  name: "placement-undo",
  answers: "update",
  async run(chat, press) {
    await undoPlacement(chat.ctx, await chat.reader(), press.object ?? "");
    return replace(unmarkedView());
  },
};

export const placementActions: readonly Action[] = [placement, placementAnswer, placementUndo];
