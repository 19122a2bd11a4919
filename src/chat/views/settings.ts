import type { Settings } from "../../app/settings/read-settings.ts";
import type { StudyDay } from "../../core/ids.ts";
import { daysBetween } from "../../core/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { cohortTexts } from "../texts/cohort.ts";
import { settingsTexts as texts } from "../texts/settings.ts";
import { button, buttons, field, fields, note, type Part, text, type View } from "../view.ts";
import { clockTime, countOf, cut, dayName, momentAhead } from "../wording.ts";

/** S34. `done`: one line of what was just changed. */
export function settingsView(settings: Settings, done: string | null = null): View {
  const { learner, today } = settings;
  const onBreak = breakWords(settings);
  const parts: Part[] = [
    ...(done ? [text(done)] : []),
    fields(
      field(texts.zone, texts.zoneLine(learner.zone, hourWords(learner.rolloverHour))),
      field(texts.reminder, reminderWords(settings)),
      field(texts.newCards, texts.newCardsLine(learner.newPerDay, Math.round(learner.desiredRetention * 100))),
      field(texts.interview, interviewWords(settings)),
      field(texts.leaderboard, boardWords(settings)),
      field(texts.display, texts.displays[learner.display]),
    ),
    ...(onBreak ? [text(onBreak)] : []),
    ...(learner.reminderTime && !settings.reachable ? [note(texts.remindersRefused)] : []),
    buttons(
      button(texts.done, actionId("settings-done"), "primary"),
      button(texts.time, actionId("settings-time")),
      button(texts.study, actionId("settings-study")),
      button(texts.reminder, actionId("settings-reminder")),
      button(texts.leaderboard, actionId("settings-board")),
    ),
    buttons(
      onBreak
        ? button(breakToCome(learner, today) ? texts.callOffBreak : texts.endBreak, actionId("settings-break-end"))
        : button(texts.takeBreak, actionId("settings-break")),
      button(texts.display, actionId("settings-display")),
    ),
  ];
  return { title: texts.title, parts, fallback: cut(done ?? texts.title, 300) };
}

export function hourWords(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

function reminderWords({ learner }: Settings): string {
  if (!learner.reminderTime) return texts.none;
  const quiet = [...learner.quietDays].sort((a, b) => a - b).map((day) => cohortTexts.weekdaysShort[day - 1] ?? "");
  return texts.reminderLine(learner.reminderTime, quiet.join(", "));
}

export function interviewWords({ learner, today }: Settings): string {
  const day = learner.interviewDate;
  if (!day || day < today) return texts.none;
  const ahead = daysBetween(today, day);
  const words = ahead === 0 ? cohortTexts.today : `in ${countOf(ahead, "day")}`;
  return texts.interviewLine(dayName(day, today).replace(/^\w+ /, ""), words);
}

function boardWords({ groups }: Settings): string {
  if (groups.length === 0) return texts.none;
  return cut(
    groups.map(({ cohort, membership }) => `${cohort.name} ${texts.boards[membership.board]}`).join("; "),
    200,
  );
}

/** Null: no break now or to come. */
export function breakWords({ learner, today }: Pick<Settings, "learner" | "today">): string | null {
  const { breakFrom, breakUntil } = learner;
  if (!breakFrom || !breakUntil || breakUntil < today) return null;
  const until = dayName(breakUntil, today).replace(/^\w+ /, "");
  if (breakFrom <= today) return texts.onBreak(until);
  return texts.breakPlanned(dayName(breakFrom, today).replace(/^\w+ /, ""), until);
}

export function breakToCome({ breakFrom }: Settings["learner"], today: StudyDay): boolean {
  return breakFrom !== null && breakFrom > today;
}

/** After a change of zone or hour: what it means for today. */
export function zoneSavedWords({ learner, nowMs, dayEndsMs }: Settings): string {
  const ends = `${clockTime(dayEndsMs, learner.zone)} (${momentAhead(dayEndsMs, nowMs, learner.zone).replace(/ \(.*$/, "")})`;
  return texts.zoneSaved(clockTime(nowMs, learner.zone), ends);
}

/** The screen behind *Study*: aims with their price, and the way to the form. */
export function studySettingsView(
  settings: Settings,
  prices: ReadonlyMap<number, number>,
  done: string | null = null,
): View {
  const { learner } = settings;
  const present = Math.round(learner.desiredRetention * 100);
  return {
    title: texts.studyTitle,
    parts: [
      ...(done ? [text(done)] : []),
      fields(
        field(texts.newCards, texts.newCardsLine(learner.newPerDay, present)),
        field(texts.interview, interviewWords(settings)),
      ),
      {
        kind: "select",
        action: actionId("settings-aim"),
        placeholder: texts.chooseAim,
        options: [...prices].map(([aim, price]) => ({
          label: texts.aimOption(aim),
          value: String(aim),
          description: aim === present ? texts.aimNow : texts.aimPrice(timesWords(price), present),
        })),
      },
      buttons(
        button(texts.change, actionId("settings-study-form"), "primary"),
        learner.interviewDate !== null && button(texts.noInterview, actionId("settings-no-interview")),
        button(texts.back, actionId("settings")),
      ),
    ],
    fallback: done ?? texts.studyTitle,
  };
}

/** One decimal below 10. */
function timesWords(price: number): string {
  return price < 9.95 ? (Math.round(price * 10) / 10).toFixed(1) : String(Math.round(price));
}

/** The screen behind *Leaderboard*: the choice of each group. */
export function boardsView({ groups }: Settings, done: string | null = null): View {
  if (groups.length === 0) {
    return {
      parts: [text(texts.noGroup), buttons(button(texts.back, actionId("settings"), "primary"))],
      fallback: texts.noGroup,
    };
  }
  // Three options a group, 25 in a select.
  const shown = groups.slice(0, 8);
  const options = shown.flatMap(({ cohort, membership }) =>
    (["anonymous", "named", "hidden"] as const)
      .filter((board) => board !== membership.board)
      .map((board) => ({
        label: cut(texts.boardOption(cohortTexts.boards[board], cohort.name), 70),
        value: `${cohort.id}.${board}`,
      })),
  );
  return {
    title: texts.boardTitle,
    parts: [
      ...(done ? [text(done)] : []),
      {
        kind: "list",
        items: shown.map(({ cohort, membership }) => [
          { kind: "plain", text: texts.boardLine(cohort.name, texts.boards[membership.board]) },
        ]),
      },
      note(texts.boardNote),
      { kind: "select", action: actionId("settings-board"), placeholder: texts.chooseBoard, options },
      buttons(button(texts.back, actionId("settings"), "primary")),
    ],
    fallback: done ?? texts.boardTitle,
  };
}
