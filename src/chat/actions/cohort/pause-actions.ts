import { groupForOrganiser } from "../../../app/cohort/find-group.ts";
import type { Cohort } from "../../../app/cohort/my-cohorts.ts";
import { planPause, removePause, resumeCohort } from "../../../app/cohort/pause-cohort.ts";
import { readGroup } from "../../../app/cohort/read-group.ts";
import type { CohortId, StudyDay } from "../../../core/ids.ts";
import { addDays, daysBetween, isStudyDay, localTimeOf } from "../../../core/study-day.ts";
import type { Chat } from "../../chat.ts";
import { open, type Reply, replace, showPrivately } from "../../event.ts";
import { cohortTexts } from "../../texts/cohort.ts";
import { errorTexts } from "../../texts/errors.ts";
import { readDate } from "../../typed-input.ts";
import { nextQuestionWords } from "../../views/cohort-facts.ts";
import { pauseForm } from "../../views/cohort-pause.ts";
import { shortDay } from "../../wording.ts";
import { type Action, type Press, typed } from "../action.ts";
import { refuse } from "./form-actions.ts";
import { showPauses } from "./group-task.ts";

const longestDays = 120;
const furthestDays = 366;

export const cohortPause: Action = {
  name: "cohort-pause",
  answers: "form",
  run: async (_chat, press) => open(pauseForm(press.object ?? "")),
};

export const cohortPauseSet: Action = {
  name: "cohort-pause-set",
  answers: "private",
  form: async (_chat, id) => pauseForm(id.object ?? ""),
  run: (chat, press) =>
    withGroup(chat, press, async (cohort) => {
      const today = localTimeOf(chat.ctx.clock.nowMs(), cohort.zone).day;
      const { from, until, reasons } = readPause(press, today);
      if (!from || !until) return { kind: "reject", reasons };
      const planned = await planPause(chat.ctx, cohort, from, until);
      if (planned.kind === "overlaps") {
        const to = planned.to ? shortDay(planned.to) : "…";
        return { kind: "reject", reasons: { from: cohortTexts.pauseOverlaps(shortDay(planned.from), to) } };
      }
      if (planned.kind === "too-many") return { kind: "reject", reasons: { from: cohortTexts.tooManyPauses } };
      chat.wake();
      const done = cohortTexts.pauseSaved(shortDay(from), shortDay(until));
      return showPrivately(await showPauses(chat, cohort, done));
    }),
};

/** Both days, or for each what is wrong with it. */
function readPause(press: Press, today: StudyDay) {
  const reasons: Record<string, string> = {};
  const fromTyped = typed(press, "from");
  const from = fromTyped ? readDate(fromTyped, today, "ahead") : today;
  const until = readDate(typed(press, "until"), today, "ahead");
  if (!from) reasons.from = errorTexts.date;
  else if (from < today) reasons.from = errorTexts.datePassed;
  else if (from > addDays(today, furthestDays)) reasons.from = cohortTexts.tooFarAhead;
  if (!until) reasons.until = errorTexts.date;
  else if (until < today) reasons.until = errorTexts.datePassed;
  else if (from && until < from) reasons.until = cohortTexts.untilBeforeFrom;
  else if (from && daysBetween(from, until) >= longestDays) reasons.until = cohortTexts.pauseTooLong;
  return Object.keys(reasons).length > 0 ? { from: null, until: null, reasons } : { from, until, reasons };
}

export const cohortResume: Action = {
  name: "cohort-resume",
  answers: "update",
  run: (chat, press) =>
    withGroup(chat, press, async (cohort) => {
      await resumeCohort(chat.ctx, cohort);
      chat.wake();
      const next = nextQuestionWords(await readGroup(chat.ctx, cohort));
      return replace(await showPauses(chat, cohort, next && cohortTexts.resumed(next)));
    }),
};

export const cohortPauseRemove: Action = {
  name: "cohort-pause-remove",
  answers: "update",
  run: (chat, press) =>
    withGroup(chat, press, async (cohort) => {
      const [from = ""] = press.values;
      if (isStudyDay(from)) await removePause(chat.ctx, cohort, from);
      chat.wake();
      return replace(await showPauses(chat, cohort, cohortTexts.pauseRemoved));
    }),
};

async function withGroup(chat: Chat, press: Press, then: (cohort: Cohort) => Promise<Reply>): Promise<Reply> {
  const found = await groupForOrganiser(chat.ctx, await chat.reader(), (press.object ?? "") as CohortId);
  return found.kind === "organiser" ? then(found.cohort) : refuse(found);
}
