import type { Notice } from "../../app/notices/read-notice.ts";
import { weekdayOf } from "../../core/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { cohortTexts } from "../texts/cohort.ts";
import { noticeTexts as texts } from "../texts/notices.ts";
import { type Button, button, buttons, plainText, type Span, text, type View } from "../view.ts";
import { channelMoment, clockTime, countOf, cut, shortDay } from "../wording.ts";
import { channelWords, nextQuestionWords } from "./cohort-facts.ts";

/** S40, to an organiser. */
export function noticeView(notice: Notice): View {
  const { cohort } = notice;
  const act = (name: string) => actionId(name, cohort.id);
  const ok = button(texts.ok, actionId("ok"), "primary");
  switch (notice.kind) {
    case "no-access":
      return view(
        [texts.noAccess(channelWords(notice.channelName), cut(notice.detail.replace(/\.$/, ""), 200))],
        button(texts.checkAgain, act("cohort-check"), "primary"),
        button(texts.chooseAnother, act("cohort-where")),
      );
    case "gone":
      return view(
        [texts.gone(channelWords(notice.channelName), cohort.name)],
        button(texts.choose, act("cohort-where"), "primary"),
        button(texts.pause, act("cohort-pause")),
      );
    case "solved": {
      const { atMs } = notice;
      const at: Span = { kind: "time", atMs, as: "moment", words: clockTime(atMs, cohort.zone) };
      return view([texts.solved, at, "."]);
    }
    case "skipped":
      return view(skippedWords(notice), button(texts.openReport, act("cohort-report"), "primary"));
    case "last-week":
      return view(
        [texts.lastWeek(cohort.name)],
        button(texts.goOn, act("cohort-go-on"), "primary"),
        button(texts.endGroup, act("cohort-end")),
      );
    case "all-asked":
      return view([texts.allAsked], ok, button(texts.groupSettings, act("cohort-settings")));
    case "unreachable":
      return view([texts.unreachable(countOf(notice.members, "member"), notice.members === 1)], ok);
  }
}

/** After a button of a notice; with a way to the group while there is one. */
export function noticeAnswerView(cohortId: string | null, words: string): View {
  const ways = cohortId === null ? [] : [button(texts.groupSettings, actionId("cohort-settings", cohortId))];
  return view([words], ...ways);
}

/** Ending a group cannot be undone: the safe way out is the primary one. */
export function endGroupView(cohortId: string, name: string): View {
  return view(
    [texts.sureToEnd(name)],
    button(texts.keepGoing, actionId("cohort-go-on", cohortId), "primary"),
    button(texts.endGroup, actionId("cohort-end-now", cohortId), "danger"),
  );
}

function skippedWords(notice: Extract<Notice, { kind: "skipped" }>): (Span | string)[] {
  const { dates, dueAtMs, backAtMs, fromMs, cohort, nowMs, group } = notice;
  const [first, last] = [dates[0], dates.at(-1)];
  const what =
    first && last && dates.length > 1
      ? texts.skippedMany(countOf(dates.length, "question"), shortDay(first), shortDay(last))
      : texts.skipped(last ? (cohortTexts.weekdays[weekdayOf(last) - 1] ?? "") : "");
  const next = nextQuestionWords(group);
  const away =
    fromMs === null
      ? [texts.offlineAt(clockTime(dueAtMs, cohort.zone)), channelMoment(backAtMs, nowMs, cohort.zone)]
      : [
          texts.offlineFrom,
          channelMoment(fromMs, nowMs, cohort.zone),
          texts.offlineTo,
          channelMoment(backAtMs, nowMs, cohort.zone),
          texts.tooLate(dates.length),
        ];
  return [what, ...away, next ? texts.next(next) : texts.noNext];
}

function view(spans: readonly (Span | string)[], ...ways: Button[]): View {
  const part = text(...spans);
  return {
    parts: ways.length > 0 ? [part, buttons(...ways)] : [part],
    fallback: cut(plainText(part.spans), 300),
  };
}
