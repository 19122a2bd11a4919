import { groupForOrganiser } from "../../../app/cohort/find-group.ts";
import { repairDay } from "../../../app/progress/repair-day.ts";
import type { CohortId, LearnerId } from "../../../core/ids.ts";
import { localTimeOf } from "../../../core/study-day.ts";
import { open, replace } from "../../event.ts";
import { cohortTexts as texts } from "../../texts/cohort.ts";
import { errorTexts } from "../../texts/errors.ts";
import { cleanLine, lengthOf, readDate } from "../../typed-input.ts";
import { repairForm } from "../../views/cohort-members.ts";
import { count, shortDay } from "../../wording.ts";
import { type Action, typed } from "../action.ts";
import { refuse } from "./form-actions.ts";
import { showMembers } from "./group-task.ts";

const mostReason = 100;

/** Object: the cohort. Choice: the member. */
export const memberDay: Action = {
  name: "member-day",
  answers: "form",
  run: async (_chat, press) => open(repairForm(press.object ?? "", press.choice ?? "")),
};

/** An organiser sets a day right: it counts, and the ledger says who did so and why. */
export const memberDaySet: Action = {
  name: "member-day-set",
  answers: "update",
  form: async (_chat, id) => repairForm(id.object ?? "", id.choice ?? ""),
  async run(chat, press) {
    const reader = await chat.reader();
    const found = await groupForOrganiser(chat.ctx, reader, (press.object ?? "") as CohortId);
    if (found.kind !== "organiser") return refuse(found);
    const { cohort } = found;
    const reasons: Record<string, string> = {};
    const today = localTimeOf(chat.ctx.clock.nowMs(), cohort.zone).day;
    const day = readDate(typed(press, "day"), today, "nearest");
    if (!day) reasons.day = errorTexts.date;
    const reason = cleanLine(typed(press, "reason"));
    if (!reason) reasons.reason = errorTexts.needed(texts.dayReason);
    else if (lengthOf(reason) > mostReason) {
      reasons.reason = errorTexts.tooLong(texts.dayReason, count(mostReason), count(lengthOf(reason)));
    }
    if (!day || Object.keys(reasons).length > 0) return { kind: "reject", reasons };
    const learnerId = Number(press.choice) as LearnerId;
    const outcome = await repairDay(chat.ctx, reader, { cohortId: cohort.id, learnerId, day, reason });
    const words = {
      repaired: () => texts.dayRepaired(shortDay(day)),
      "already-kept": () => texts.dayKept(shortDay(day)),
      "not-in-ledger": () => texts.dayNotOver(shortDay(day)),
      "not-organiser": () => texts.notThere,
      "not-member": () => texts.notThere,
    }[outcome.kind]();
    return replace(await showMembers(chat, cohort, 0, words));
  },
};
