import type { Board, BoardLine, BoardOutcome } from "../../app/leaderboard/read-board.ts";
import { boardPeriods } from "../../app/leaderboard/read-board.ts";
import { actionId } from "../actions/action-id.ts";
import { leaderboardPeriods, leaderboardTexts as texts } from "../texts/leaderboard.ts";
import { button, buttons, note, type Part, type SelectPart, type Span, text, type View } from "../view.ts";
import { count, cut } from "../wording.ts";
import { ladderButton } from "./ladder.ts";

/** S28, private. */
export function boardView(outcome: BoardOutcome): View {
  if (outcome.kind === "no-cohort") {
    return { parts: [text(texts.noCohort), buttons(ladderButton(outcome.step))], fallback: texts.noCohort };
  }
  const title = cut(texts.title(outcome.cohort.name, outcome.period), 100);
  return {
    title,
    parts: [
      goalPart(outcome),
      ...boardParts(outcome),
      ...notes(outcome),
      buttons(
        ladderButton(outcome.step),
        button(texts.howPoints, actionId("board-points", outcome.cohort.id, outcome.period)),
        button(texts.howIAppear, actionId("settings-board")),
      ),
      periodSelect(outcome),
    ],
    fallback: cut(`${title}: ${goalWords(outcome)}`, 300),
  };
}

function goalWords({ goal }: Board): string {
  return goal.reached ? texts.goalReached(goal.done, goal.members) : texts.goal(goal.aim, goal.members);
}

function goalPart(board: Board): Part {
  const { goal } = board;
  if (goal.reached) return text(goalWords(board));
  // Cells end at the aim: more than that is said in words.
  if (board.textOnly || goal.onCourse > goal.aim) return text(`${goalWords(board)}; ${texts.onCourse(goal.onCourse)}.`);
  return {
    kind: "meter",
    label: `${goalWords(board)}; ${texts.onCourseLabel}`,
    value: goal.onCourse,
    max: Math.max(1, goal.aim),
  };
}

function boardParts(board: Board): Part[] {
  if (board.top.length === 0) return [text(texts.fresh[board.period])];
  if (!board.shown) return [note(texts.fewer)];
  const parts: Part[] = [lines(board.top, board)];
  if (board.around.length > 0) parts.push({ kind: "divider" }, lines(board.around, board));
  if (board.former > 0) parts.push(note(texts.former(count(board.former))));
  return parts;
}

/** Ranks are written out: a numbered list would number equals apart. */
function lines(of: readonly BoardLine[], board: Board): Part {
  return {
    kind: "text",
    spans: of.flatMap((one, at): Span[] => [
      { kind: "plain", text: `${at === 0 ? "" : "\n"}${texts.line(one.rank)}` },
      whoSpan(one, board),
      { kind: "plain", text: texts.points(count(one.points)) },
    ]),
  };
}

function whoSpan(line: BoardLine, { me }: Board): Span {
  if (line.isReader) return { kind: "strong", text: me.board === "anonymous" ? texts.youAnonymous : texts.you };
  return line.name === null ? { kind: "plain", text: texts.anonymous } : { kind: "person", name: cut(line.name, 32) };
}

function notes(board: Board): Part[] {
  const { me, period, rolloverHour } = board;
  const sentences: string[] = [];
  if (me.board === "hidden") {
    sentences.push(me.points > 0 ? texts.hidden(count(me.points), ordinal(me.rank)) : texts.hiddenNoPoints);
  } else if (!board.shown && me.points > 0) {
    sentences.push(texts.mine(count(me.points)));
  }
  if (period === "week") sentences.push(texts.weekEnds(`${String(rolloverHour).padStart(2, "0")}:00`));
  sentences.push(texts.whatCounts);
  return [note(sentences.join(" "))];
}

/** 1st, 2nd, 3rd, 11th. */
function ordinal(rank: number): string {
  const tens = rank % 100;
  const ending = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][rank % 10] ?? "th");
  return `${count(rank)}${ending}`;
}

/** One select for both, since a view has one: the periods, and where there are several groups, those. */
function periodSelect({ cohort, cohorts, period }: Board): SelectPart {
  const others = cohorts.length > 1 ? cohorts.slice(0, 20) : [];
  return {
    kind: "select",
    action: actionId("board", cohort.id, period),
    placeholder: others.length > 0 ? texts.pickWithGroups : texts.pick,
    options: [
      ...boardPeriods.map((one) => ({ label: sentence(leaderboardPeriods[one]), value: one })),
      ...others.map(({ id, name }) => ({ label: cut(name, 70), value: `group:${id}` })),
    ],
  };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

export function pointsRulesView(cohortId: string, period: string): View {
  return {
    title: texts.rulesTitle,
    parts: [
      { kind: "list", items: texts.rules.map((rule) => [{ kind: "plain", text: rule }]) },
      note(texts.rulesNote),
      buttons(button(texts.back, actionId("board", cohortId, period), "primary")),
    ],
    fallback: texts.rulesTitle,
  };
}
