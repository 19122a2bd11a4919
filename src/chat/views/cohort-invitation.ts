import type { StudyDay } from "../../core/ids.ts";
import { actionId } from "../actions/action-id.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import { button, buttons, note, text, type View } from "../view.ts";
import { cut, dayName } from "../wording.ts";

export interface InvitationFacts {
  readonly cohortId: string;
  readonly name: string;
  readonly trackTitle: string;
  readonly paceWeeks: number;
  readonly firstDay: StudyDay;
  /** The cohort's date now, which decides whether the year is said. */
  readonly today: StudyDay;
  readonly members: number;
  readonly ended?: boolean;
}

/** S6, the post that starts a group, and what it becomes when the group ends. */
export function invitationView(facts: InvitationFacts): View {
  const { cohortId, name, members } = facts;
  const from = dayName(facts.firstDay, facts.today);
  if (facts.ended) {
    const words = texts.inviteOver(facts.trackTitle, facts.paceWeeks, from);
    return {
      title: cut(texts.inviteOverTitle(name), 100),
      parts: [text(words)],
      fallback: cut(texts.hasEnded(name), 300),
    };
  }
  return {
    title: cut(texts.inviteTitle(name), 100),
    parts: [
      text(texts.invite(facts.trackTitle, facts.paceWeeks, from)),
      buttons(button(texts.join, actionId("join", cohortId), "primary"), button(texts.whatIsInIt, actionId("roadmap"))),
      note(texts.haveJoined(members)),
    ],
    fallback: cut(texts.inviteFallback(name), 300),
  };
}
