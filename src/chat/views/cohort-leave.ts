import type { Leaving } from "../../app/cohort/leave-cohort.ts";
import { actionId } from "../actions/action-id.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import { errorTexts } from "../texts/errors.ts";
import { studyTexts } from "../texts/study.ts";
import { type Button, button, buttons, text, type View } from "../view.ts";
import { cut } from "../wording.ts";
import { errorView } from "./errors.ts";

type Weighed = Exclude<Leaving, { kind: "unknown" }>;

/** `/cohort leave` (S8): what leaving means, or what has to come first. */
export function leaveView(leaving: Weighed, next: Button | null = null): View {
  const { cohort } = leaving;
  const stay = button(texts.stay, actionId("cohort-stay", cohort.id), "primary");
  switch (leaving.kind) {
    case "may-leave":
      return ask(texts.leaveAsk(cohort.name), stay, texts.leave, cohort.id);
    case "would-end":
      return ask(texts.nobodyElse(cohort.name), stay, texts.leaveAndEnd, cohort.id);
    case "left":
      return said(texts.left(cohort.name), next);
    case "not-member":
      return notMemberView(cohort.id, cohort.name);
    case "last-organiser":
      return {
        parts: [
          text(texts.nameAnother(cohort.name)),
          {
            kind: "select",
            action: actionId("cohort-successor", cohort.id),
            placeholder: texts.nameOrganiser,
            options: leaving.others
              .slice(0, 25)
              .map(({ learnerId, name }) => ({ label: cut(name, 70), value: String(learnerId) })),
          },
          buttons(stay),
        ],
        fallback: cut(texts.nameAnother(cohort.name), 300),
      };
  }
}

function ask(words: string, stay: ReturnType<typeof button>, label: string, cohortId: string): View {
  return {
    parts: [text(words), buttons(stay, button(label, actionId("cohort-leave-now", cohortId), "danger"))],
    fallback: cut(words, 300),
  };
}

function said(words: string, next: Button | null): View {
  return { parts: next ? [text(words), buttons(next)] : [text(words)], fallback: cut(words, 300) };
}

/** `/cohort end`: it cannot be undone, so the safe way out is the primary one. */
export function endingView(cohort: { readonly id: string; readonly name: string }, members: number): View {
  const words = texts.endAsk(cohort.name, members);
  return {
    title: cut(texts.endTitle(cohort.name), 100),
    parts: [
      text(words),
      { kind: "list", items: texts.endKeeps.map((line) => [{ kind: "plain", text: line }]) },
      buttons(
        button(texts.keepGoing, actionId("cohort-settings", cohort.id), "primary"),
        button(texts.planPause, actionId("cohort-pause", cohort.id)),
        button(texts.endGroup, actionId("cohort-end-now", cohort.id), "danger"),
      ),
    ],
    fallback: cut(words, 300),
  };
}

/** "Stay": nothing was changed. */
export function stayedView(name: string, next: Button): View {
  return said(texts.stayed(name), next);
}

/** E11. The end leaves everybody their cards, so there is a way to them. */
export function endedView(name: string): View {
  return errorView(texts.hasEnded(name), [button(studyTexts.ladder.progress, actionId("progress"), "primary")]);
}

/** E10. */
export function notMemberView(cohortId: string, name: string): View {
  return errorView(errorTexts.notMember(name), [button(texts.join, actionId("join", cohortId), "primary")]);
}
