import { type PaceChange, paceChoices } from "../../app/roadmap/change-pace.ts";
import type { RoadmapWeekView, TopicState, WeekOutcome } from "../../app/roadmap/read-week.ts";
import type { StudyDay } from "../../core/ids.ts";
import { actionId } from "../actions/action-id.ts";
import { roadmapTexts as texts } from "../texts/roadmap.ts";
import {
  type Button,
  button,
  buttons,
  heading,
  type Part,
  type SelectPart,
  type Span,
  text,
  type View,
} from "../view.ts";
import { cut, dayName, shortDay } from "../wording.ts";

/** How far behind the group somebody is offered fewer new cards. */
const behindFrom = 2;

/** S29, one week. */
export function weekView(outcome: WeekOutcome): View {
  if (outcome.kind === "no-such-week") {
    return {
      parts: [text(texts.noSuchWeek), buttons(button(texts.thisWeek, actionId("roadmap-week"), "primary"))],
      fallback: texts.noSuchWeek,
    };
  }
  const { week, plan } = outcome;
  const title = cut(texts.weekTitle(week, outcome.blockTitle), 100);
  const interview = [
    ...plan.interview,
    ...(outcome.questions.length > 0 ? [texts.questions(outcome.questions.join("; "))] : []),
  ];
  return {
    title,
    parts: [
      text(introWords(outcome)),
      heading(texts.topics),
      bullets(outcome.topics.map(topicWords)),
      heading(texts.practice),
      bullets(plan.practice),
      ...(plan.projects.length > 0 ? [heading(texts.projects), bullets(plan.projects)] : []),
      ...(interview.length > 0 ? [heading(texts.forInterviews), bullets(interview)] : []),
      ...resources(outcome),
      buttons(...weekButtons(outcome)),
      ...(outcome.myWeek === null ? [] : [paceSelect()]),
    ],
    fallback: cut(`${title}: ${outcome.topics.map((topic) => topic.title).join("; ")}`, 300),
  };
}

function introWords(week: RoadmapWeekView): string {
  const sentences = [week.weekTitle];
  if (week.days) sentences.push(daysWords(week.days.from, week.days.to));
  const opening = week.days && week.days.from > week.today ? texts.opensOn(dayName(week.days.from, week.today)) : null;
  const state = week.reached || week.myWeek === null ? null : (opening ?? texts.notOpen);
  const more = [
    ...(state ? [state] : []),
    ...(week.opens.length > 0 ? [texts.opens(week.opens.join("; "))] : []),
    ...(week.behind >= behindFrom ? [texts.behind(week.behind)] : []),
  ];
  return [sentences.join(" · "), ...more].join("\n");
}

/** `8 to 14 Mar`, `29 Mar to 4 Apr`. */
function daysWords(from: StudyDay, to: StudyDay): string {
  const first = from.slice(0, 7) === to.slice(0, 7) ? String(Number(from.slice(8))) : shortDay(from);
  return texts.days(first, shortDay(to));
}

function topicWords({ title, cards, seen, recalled }: TopicState): string {
  if (cards === 0) return texts.topicState(title, texts.topicNoCards);
  if (seen === 0) return texts.topicState(title, texts.topicNotStarted(cards));
  return texts.topicState(title, seen >= cards ? texts.topicDone(recalled, cards) : texts.topicUnderWay(seen, cards));
}

function bullets(items: readonly string[]): Part {
  return { kind: "list", items: items.map(withCode) };
}

/** The only markup a roadmap's lines have: code between backticks. */
function withCode(line: string): Span[] {
  return line.split("`").flatMap((words, at): Span[] => {
    if (words === "") return [];
    return [{ kind: at % 2 === 1 ? "code" : "plain", text: words }];
  });
}

function resources({ plan }: RoadmapWeekView): Part[] {
  if (plan.resources.length === 0) return [];
  const links = plan.resources.flatMap(({ title, url }, at) => [
    ...(at === 0 ? [] : [" · "]),
    { kind: "link" as const, label: title, url },
  ]);
  return [text({ kind: "strong", text: texts.resources }, ...links)];
}

function weekButtons(week: RoadmapWeekView): (Button | false)[] {
  const may = week.myWeek !== null;
  return [
    may && week.reached && learnButton(week),
    may && !week.reached && button(texts.openNow, actionId("roadmap-open", "week", week.week), "primary"),
    may && week.reached && week.behind >= behindFrom && button(texts.slow, actionId("roadmap-pace", "slow")),
    week.week > 1 && button(texts.week(week.week - 1), actionId("roadmap-week", week.week - 1)),
    week.week < 32 && button(texts.week(week.week + 1), actionId("roadmap-week", week.week + 1)),
    button(texts.wholePath, actionId("roadmap")),
  ];
}

/** Leads to the first topic of the week with cards not met. */
function learnButton({ topics, newPerDay }: RoadmapWeekView): Button | false {
  const topic = topics.find(({ seen, cards }) => seen < cards);
  const cards = topic ? Math.min(newPerDay, topic.cards - topic.seen) : 0;
  if (!topic || cards === 0) return false;
  return button(cards === 1 ? texts.learnOne : texts.learn(cards), actionId("study-topic", topic.id), "primary");
}

function paceSelect(): SelectPart {
  return {
    kind: "select",
    action: actionId("roadmap-pace"),
    placeholder: texts.myPace,
    options: [
      ...paceChoices.map((choice) => ({
        label: texts.pace[choice],
        value: choice,
        description: texts.paceWhy[choice],
      })),
      { label: texts.skip, value: "skip", description: texts.skipWhy },
    ],
  };
}

/** What a change of one's own pace did. */
export function paceView(change: PaceChange): View {
  const words = changeWords(change);
  return {
    parts: [
      text(words),
      buttons(
        button(texts.thisWeek, actionId("roadmap-week"), "primary"),
        button(texts.wholePath, actionId("roadmap")),
        change.kind === "new-cards" && button(texts.backTo(change.before), actionId("roadmap-new", change.before)),
      ),
      paceSelect(),
    ],
    fallback: words,
  };
}

/** The choices alone. */
export function paceChoiceView(): View {
  return {
    title: texts.myPace,
    parts: [
      {
        kind: "list",
        items: paceChoices.map((choice) => [
          { kind: "strong", text: texts.pace[choice] },
          { kind: "plain", text: `: ${texts.paceWhy[choice]}` },
        ]),
      },
      buttons(button(texts.wholePath, actionId("roadmap"), "primary")),
      paceSelect(),
    ],
    fallback: texts.myPace,
  };
}

function changeWords(change: PaceChange): string {
  switch (change.kind) {
    case "moved":
      return texts.moved(change.week, change.groupWeek);
    case "opened-block":
      return texts.openedBlock(change.title);
    case "new-cards":
      return texts.newCards(change.perDay);
    case "as-it-is":
      return texts.asItIs;
  }
}
