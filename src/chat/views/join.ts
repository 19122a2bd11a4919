import type { JoinWelcome } from "../../app/cohort/join-cohort.ts";
import type { Cohort } from "../../app/cohort/my-cohorts.ts";
import type { StudyDay } from "../../core/ids.ts";
import { actionId } from "../actions/action-id.ts";
import { cohortTexts as texts } from "../texts/cohort.ts";
import { type Button, button, buttons, type Form, note, type Part, text, type View } from "../view.ts";
import { count, cut, dayName, shortDay, zoneName } from "../wording.ts";

/** S7: the form. The board starts at anonymous and nobody is reminded unless they say so. */
export function joinForm(cohortId: string): Form {
  return {
    title: texts.joinForm.title,
    submit: texts.joinForm.submit,
    intro: texts.joinForm.intro,
    action: actionId("join-in", cohortId),
    fields: [
      { kind: "line", name: "zone", label: texts.yourZone, hint: texts.yourZoneHint, required: false },
      {
        kind: "one",
        name: "board",
        label: texts.board,
        required: true,
        value: "anonymous",
        options: (["anonymous", "named", "hidden"] as const).map((value) => ({ label: texts.boards[value], value })),
      },
      {
        kind: "one",
        name: "reminder",
        label: texts.reminder,
        required: true,
        value: "none",
        options: (["none", "08:00", "19:00"] as const).map((value) => ({ label: texts.reminders[value], value })),
      },
    ],
  };
}

/** S7 afterwards. */
export function joinedView(cohort: Cohort, welcome: JoinWelcome, next: Button | null): View {
  const title = texts.youAreIn(cohort.name);
  const { week, blockTitle } = welcome;
  const parts: Part[] = [];
  const weeks = week <= 1 ? "week 1" : `weeks 1 to ${week}`;
  const where =
    week === 0 ? texts.joinedBefore(dayName(welcome.firstDay, welcome.today)) : texts.joinedWeek(week, blockTitle);
  const wait = texts.newCardsWait(aboutCards(welcome.newCards), weeks, count(welcome.newPerDay));
  parts.push(text(welcome.newCards > 0 ? `${where} ${wait}` : where));
  if (welcome.otherCohort) parts.push(text(texts.bothCount(welcome.otherCohort)));
  if (welcome.reminderTime) parts.push(text(texts.reminderComes(welcome.reminderTime)));
  const turns = `${String(welcome.rolloverHour).padStart(2, "0")}:00`;
  parts.push(note(texts.dayTurns(turns, zoneName(welcome.zone), texts.boardIs[welcome.board])), afterJoining(next));
  return { title: cut(title, 100), parts, fallback: cut(title, 300) };
}

/** `About 200 new cards`, to the ten; small numbers as they are. */
function aboutCards(cards: number): string {
  if (cards === 1) return "1 new card";
  return cards < 20 ? `${count(cards)} new cards` : `About ${count(Math.round(cards / 10) * 10)} new cards`;
}

export function alreadyInView(cohort: Cohort, joinedOn: StudyDay, today: StudyDay, next: Button | null): View {
  const words = texts.inSince(cohort.name, dateWords(joinedOn, today));
  return { parts: [text(words), afterJoining(next)], fallback: cut(words, 300) };
}

/** `11 Jan`, with the year if it is not this one. */
function dateWords(day: StudyDay, today: StudyDay): string {
  return day.slice(0, 4) === today.slice(0, 4) ? shortDay(day) : `${shortDay(day)} ${day.slice(0, 4)}`;
}

function afterJoining(next: Button | null): Part {
  return buttons(
    next,
    button(texts.thisWeek, actionId("roadmap-week"), next ? "plain" : "primary"),
    button(texts.settings, actionId("settings")),
  );
}
