import type { Home } from "../../app/cohort/read-home.ts";
import { actionId } from "../actions/action-id.ts";
import { helpTexts as texts } from "../texts/help.ts";
import { settingsTexts } from "../texts/settings.ts";
import { button, buttons, field, fields, heading, type Part, text, type View } from "../view.ts";
import { aboutMinutes, count, countOf, cut } from "../wording.ts";
import { ladderButton } from "./ladder.ts";
import { breakToCome, breakWords } from "./settings.ts";

/** S3, where the platform has a home. */
export function homeView(home: Home): View {
  const { step, week } = home;
  const onBreak = breakWords(home);
  const due = step.kind === "study-due" ? texts.dueLine(count(step.due), aboutMinutes(step.due)) : texts.nothingDue;
  const parts: Part[] = [
    fields(
      field(texts.due, due),
      field(texts.question, questionWords(home)),
      ...(home.checkIn ? [field(texts.checkIn, checkInWords(home.checkIn))] : []),
      field(texts.streak, texts.streakLine(countOf(home.streak.length, "day"), home.streak.keptToday)),
      field(texts.thisWeek, week ? texts.weekLine(week.week, week.blockTitle) : texts.noWeek),
    ),
    buttons(
      ladderButton(step),
      step.kind !== "progress" && button(texts.myProgress, actionId("progress")),
      button(texts.settings, actionId("settings")),
    ),
  ];
  if (week) {
    parts.push(heading(cut(texts.weekTitle(week.week, week.title), 100)), {
      kind: "list",
      items: week.topics.map((title) => [{ kind: "plain", text: cut(title, 100) }]),
    });
  }
  if (onBreak) {
    const label = breakToCome(home.learner, home.today) ? settingsTexts.callOffBreak : texts.endBreak;
    parts.push(text(onBreak), buttons(button(label, actionId("settings-break-end"))));
  }
  return { title: texts.homeTitle, parts, fallback: cut(`${texts.homeTitle}: ${texts.dueFallback(due)}`, 300) };
}

function checkInWords({ week, group, done }: NonNullable<Home["checkIn"]>): string {
  return cut(done ? texts.checkInDone(week) : texts.checkInOpen(week, group), 200);
}

function questionWords({ question }: Home): string {
  if (question.kind !== "open") return texts.noQuestion;
  const { answer, cohort } = question;
  const answered = answer !== null && (answer.answeredAt !== null || answer.rating !== null);
  return cut(answered ? texts.questionAnswered(cohort.name) : texts.questionOpen(cohort.name), 200);
}
