import type { CheckInOutcome, CheckInState, TopicMark } from "../../app/check-in/read-check-in.ts";
import { fewerNewCards, isShut, offersFewer } from "../../app/check-in/save-check-in.ts";
import type { Here } from "../../app/study/study-day.ts";
import { actionId } from "../actions/action-id.ts";
import { checkInTexts as texts } from "../texts/check-in.ts";
import { cohortTexts } from "../texts/cohort.ts";
import {
  type Button,
  button,
  buttons,
  type Form,
  note,
  type Part,
  plainText,
  type Span,
  type TicksPart,
  text,
  type View,
} from "../view.ts";
import { cut, ofGroup, privateMoment } from "../wording.ts";
import { noGroupView } from "./cohort-draft.ts";
import { endedView, notMemberView } from "./cohort-leave.ts";
import { errorView } from "./errors.ts";
import { ladderButton } from "./ladder.ts";

/** The check-in as it stands: topics to tick, or what was saved. `line`: why this screen is here. */
export function checkInView(outcome: CheckInOutcome, here: Here, line: string | null = null): View {
  switch (outcome.kind) {
    case "unknown":
      return noGroupView(cohortTexts.noGroupYours);
    case "ended":
      return endedView(outcome.cohort.name);
    case "not-member":
      return notMemberView(outcome.cohort.id, outcome.cohort.name);
    case "none-yet":
      return noneYetView(outcome, here);
    case "check-in":
      return outcome.row?.savedAt == null ? topicsView(outcome, here, line) : checkedInView(outcome, line);
  }
}

function noneYetView(outcome: Extract<CheckInOutcome, { kind: "none-yet" }>, here: Here): View {
  const { nextAtMs, step } = outcome;
  const spans: (Span | string)[] = [outcome.inSeveral ? texts.noneYetIn(cut(outcome.cohort.name, 60)) : texts.noneYet];
  if (nextAtMs !== null) spans.push(` ${texts.firstOn}`, privateMoment(nextAtMs, here.nowMs, here.zone), ".");
  const words = text(...spans);
  return { parts: [words, buttons(ladderButton(step))], fallback: cut(plainText(words.spans), 300) };
}

/** S32: topics first, saved at each change. */
export function topicsView(state: CheckInState, here: Here, line: string | null = null): View {
  const { round, topics, closesAtMs, later } = state;
  const title = titleOf(state, texts.title(round.week));
  const act = (name: string) => actionId(name, round.cohortId, round.date);
  const parts: Part[] = line ? [text(line)] : [];
  if (topics.length > 0) {
    const count = (mark: TopicMark) => topics.filter((topic) => topic.mark === mark).length;
    parts.push(
      text(cut(texts.topics(topics.map((topic) => topic.title).join("; ")), 1_000)),
      ticksOf(state, "done"),
      ticksOf(state, "in-progress"),
      note(texts.state(count("done"), count("in-progress"), count("not-started"))),
    );
  } else parts.push(text(texts.noTopics));
  parts.push(
    buttons(
      button(texts.goOn, act("check-in-form"), "primary"),
      topics.length > 0 && button(texts.skipTopics, act("check-in-skip")),
    ),
  );
  if (closesAtMs !== null && later === null) {
    parts.push(note(texts.closes, privateMoment(closesAtMs, here.nowMs, here.zone), "."));
  }
  return { title, parts, fallback: cut(line ? `${title}. ${line}` : title, 300) };
}

function titleOf({ cohort, inSeveral }: CheckInState, words: string): string {
  return ofGroup(inSeveral ? cohort.name : null, words);
}

function ticksOf({ round, topics }: CheckInState, mark: "done" | "in-progress"): TicksPart {
  const name = mark === "done" ? "check-in-done" : "check-in-doing";
  return {
    kind: "ticks",
    action: actionId(name, round.cohortId, round.date),
    label: mark === "done" ? texts.done : texts.inProgress,
    options: topics.map(({ id, title }) => ({ label: cut(title, 70), value: id })),
    ticked: topics.filter((topic) => topic.mark === mark).map(({ id }) => id),
  };
}

/** An old post was pressed and the week has closed: the open one, and the way to the old one. */
export function closedView(old: CheckInState, open: CheckInState, here: Here): View {
  const line = texts.closed(old.round.week, open.round.week);
  const view = checkInView(open, here, line);
  if (isShut(old)) return view;
  const late = actionId("check-in-late", old.round.cohortId, old.round.date);
  return { ...view, parts: [...view.parts, buttons(button(texts.saveForOld(old.round.week), late))] };
}

/** S33. `line`: what was just done, in place of the points. */
export function checkedInView(state: CheckInState, line: string | null = null): View {
  const { round, row, lastAim, later, newPerDay } = state;
  const title = titleOf(state, texts.checkedIn(round.week));
  const act = (name: string, choice?: string) => actionId(name, round.cohortId, choice ?? round.date);
  const first = line ?? (row?.late ? texts.savedLate(round.week) : texts.points(row?.points ?? 0));
  const parts: Part[] = [text(first)];
  if (row?.aim) parts.push(text(texts.yourAim), { kind: "quote", text: cut(row.aim, 200) });
  if (lastAim) parts.push(text(texts.lastAim), { kind: "quote", text: cut(lastAim, 200) });
  const change: Button | null = isShut(state) ? null : button(texts.change, act("check-in-change"));
  const fewer = fewerNewCards(newPerDay);
  if (offersFewer(state) && fewer !== null) {
    parts.push(
      text(texts.fewerAsk),
      buttons(
        button(texts.keep(newPerDay), act("check-in-keep"), "primary"),
        button(texts.fewer(fewer), act("check-in-fewer")),
        button(texts.hold, actionId("roadmap-pace", "hold")),
        change,
      ),
    );
  } else {
    const onward = later
      ? button(texts.checkInFor(later.week), actionId("check-in", later.cohortId, later.date), "primary")
      : ladderButton(state.step);
    parts.push(buttons(onward, change));
  }
  return { title, parts, fallback: cut(`${title}. ${first}`, 300) };
}

/** Saved before, closed since: what was typed now stands quoted, since it is not kept. */
export function shutView(state: CheckInState, typed: readonly string[]): View {
  const { round, later } = state;
  const open = later ?? round;
  return errorView(
    texts.closedNotSaved(round.week),
    [button(texts.checkInFor(open.week), actionId("check-in", open.cohortId, open.date), "primary")],
    typed,
  );
}

/** What the form shows as set. */
export interface CheckInFormValues {
  readonly week: number;
  readonly confidence: number | null;
  readonly hours: number | null;
  readonly blockers: string;
  readonly aim: string;
}

export function checkInForm(action: string, values: CheckInFormValues | null): Form {
  return {
    title: values ? texts.formTitle(values.week) : texts.formTitleAny,
    submit: texts.save,
    action,
    fields: [
      {
        kind: "one",
        name: "confidence",
        label: texts.confidence,
        required: true,
        options: texts.confidences.map((label, at) => ({ label, value: String(at + 1) })),
        ...(values?.confidence ? { value: String(values.confidence) } : {}),
      },
      {
        kind: "line",
        name: "hours",
        label: texts.hours,
        hint: texts.hoursHint,
        required: false,
        ...(values?.hours == null ? {} : { value: String(values.hours) }),
      },
      {
        kind: "paragraph",
        name: "blockers",
        label: texts.blockers,
        hint: texts.blockersHint,
        required: false,
        maxLength: 2_000,
        ...(values?.blockers ? { value: values.blockers } : {}),
      },
      {
        kind: "line",
        name: "aim",
        label: texts.aim,
        required: false,
        maxLength: 200,
        ...(values?.aim ? { value: values.aim } : {}),
      },
    ],
  };
}
