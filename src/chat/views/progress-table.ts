import type { Progress, ProgressDay, ProgressOutcome } from "../../app/progress/read-progress.ts";
import { addDays, weekStart } from "../../core/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { progressTexts as texts } from "../texts/progress.ts";
import { button, buttons, heading, type Part, text, type View } from "../view.ts";
import { count, countOf, shortDay } from "../wording.ts";
import { blockParts, factParts, pictureDays, progressView } from "./progress-overview.ts";
import { blockSelect, onwardButton } from "./progress-parts.ts";

/** S24, all that the picture shows in words and figures. */
export function progressTableView(progress: ProgressOutcome, options: { pictures: boolean }): View {
  if (progress.kind === "nothing-yet") return progressView(progress, { pictures: false });
  return {
    title: texts.tableTitle,
    parts: [
      ...factParts(progress),
      heading(texts.weeksOfStudy),
      { kind: "list", items: weeksOf(progress.days).map((line) => [{ kind: "plain", text: line }]) },
      heading(texts.next14),
      text(comingWords(progress)),
      ...blockParts(progress.blocks),
      buttons(
        onwardButton(progress.step),
        button(options.pictures ? texts.asPicture : texts.back, actionId("progress")),
      ),
      ...blockSelect(progress.blocks),
    ] satisfies Part[],
    fallback: texts.tableTitle,
  };
}

/** A line a week, the latest first. */
function weeksOf(days: readonly ProgressDay[]): string[] {
  const weeks = new Map<string, ProgressDay[]>();
  for (const day of days) {
    const monday = weekStart(day.day);
    weeks.set(monday, [...(weeks.get(monday) ?? []), day]);
  }
  return [...weeks.values()].reverse().flatMap((week) => {
    const [first] = week;
    if (!first) return [];
    const monday = weekStart(first.day);
    const studied = week.filter(({ reviews }) => reviews > 0).length;
    const marked = (mark: ProgressDay["mark"]) => week.filter((day) => day.mark === mark).length;
    return [
      texts.weekLine(
        shortDay(monday),
        shortDay(addDays(monday, 6)),
        countOf(studied, "day"),
        countOf(
          week.reduce((sum, { reviews }) => sum + reviews, 0),
          "review",
        ),
        texts.weekMarks(marked("freeze"), marked("paused")),
      ),
    ];
  });
}

function comingWords({ forecast, today }: Progress): string {
  return forecast
    .slice(0, pictureDays)
    .map((cards, at) => `${shortDay(addDays(today, at))}: ${count(cards)}`)
    .join(" · ");
}
