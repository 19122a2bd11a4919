import { groupForOrganiser } from "../../../app/cohort/find-group.ts";
import type { Cohort } from "../../../app/cohort/my-cohorts.ts";
import { findShared, readFlags, readReport, removeShared, settleFlag } from "../../../app/cohort/read-report.ts";
import type { CohortId } from "../../../core/ids.ts";
import type { Chat } from "../../chat.ts";
import { type Reply, replace } from "../../event.ts";
import { reportTexts as texts } from "../../texts/report.ts";
import { checkInsView, flagsView, removeAnswerView, reportView } from "../../views/report.ts";
import type { Action, Press } from "../action.ts";
import { refuse } from "./form-actions.ts";

/** Every press checks the role anew. */
function reporting(name: string, run: (chat: Chat, cohort: Cohort, press: Press) => Promise<Reply>): Action {
  return {
    name,
    answers: "update",
    async run(chat, press) {
      const found = await groupForOrganiser(chat.ctx, await chat.reader(), (press.object ?? "") as CohortId);
      return found.kind === "organiser" ? run(chat, found.cohort, press) : refuse(found);
    },
  };
}

const cohortReport = reporting("cohort-report", async (chat, cohort) =>
  replace(reportView(await readReport(chat.ctx, cohort))),
);

const reportCheckIns = reporting("report-check-ins", async (chat, cohort, press) =>
  replace(checkInsView(await readReport(chat.ctx, cohort), Number(press.choice) || 0)),
);

const reportFlags = reporting("report-flags", async (chat, cohort, press) =>
  replace(flagsView(cohort, await readFlags(chat.ctx, cohort), Number(press.choice) || 0)),
);

const reportFlagClose = reporting("report-flag-close", async (chat, cohort, press) => {
  const open = await settleFlag(chat.ctx, cohort, Number(press.values[0]));
  return replace(flagsView(cohort, open, 0, texts.flagClosed));
});

const reportRemove = reporting("report-remove", async (chat, cohort, press) => {
  const answer = await findShared(chat.ctx, cohort, Number(press.values[0]));
  if (answer) return replace(removeAnswerView(cohort, answer));
  return replace(reportView(await readReport(chat.ctx, cohort), texts.notShared));
});

const reportRemoveNow = reporting("report-remove-now", async (chat, cohort, press) => {
  const removed = await removeShared(chat.ctx, cohort, Number(press.choice));
  if (removed) chat.wake();
  return replace(reportView(await readReport(chat.ctx, cohort), removed ? texts.removed : texts.notShared));
});

export const reportActions: readonly Action[] = [
  cohortReport,
  reportCheckIns,
  reportFlags,
  reportFlagClose,
  reportRemove,
  reportRemoveNow,
];
