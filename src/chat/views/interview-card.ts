import type { ShownCard } from "../../app/study/shown-card.ts";
import type { DesignBody, InterviewBody, KeyPoint } from "../../core/curriculum/card.ts";
import { type Rating, ratings } from "../../core/scheduling/fsrs.ts";
import { answerScore, mustHaves, suggestedRating } from "../../core/scoring/answer-score.ts";
import { actionId } from "../actions/action-id.ts";
import { cardParts, cardSpans, cardWords, fitParts, squeezeParts } from "../card-text.ts";
import { viewLimits } from "../limits.ts";
import { studyTexts } from "../texts/study.ts";
import {
  type Button,
  button,
  buttons,
  heading,
  type Part,
  type Span,
  type TicksPart,
  text,
  type View,
} from "../view.ts";
import { cut } from "../wording.ts";
import {
  cardTitle,
  fallback,
  lengthOf,
  moreSelect,
  notesOf,
  promptParts,
  ratingRow,
  sourceNote,
  stopButton,
  undoButton,
} from "./study-card.ts";

/** What stands in the middle of an interview card's answer side: swapped in place, points and ratings stay. */
export type InterviewFace = "answer" | "mistakes" | "follow-ups" | "words" | "all";

/** Own words longer than this stand cut beside the answer. */
const wordsBeside = 300;
/** Prefix of ticked mistakes among the presentation's ticks. */
export const mistakePrefix = "mistake.";

/** The question, to be said out loud (S12). */
export function interviewFrontView(shown: ShownCard, notes: readonly string[] = []): View {
  const body = spokenBody(shown);
  const { presentation } = shown;
  const hint = body.hint && presentation.hintShown ? [text(studyTexts.hintLine(""), ...cardSpans(body.hint))] : [];
  return {
    title: cardTitle(shown),
    parts: [
      ...promptParts(shown),
      text(studyTexts.sayItAloud(body.minutes)),
      ...hint,
      ...notesOf(shown, notes),
      buttons(
        button(studyTexts.showAnswer, actionId("show", presentation.id), "primary"),
        button(studyTexts.writeInstead, actionId("write", presentation.id)),
        Boolean(body.hint) && !presentation.hintShown && button(studyTexts.hint, actionId("hint", presentation.id)),
        undoButton(shown),
        stopButton(shown),
      ),
      moreSelect(shown),
    ],
    fallback: fallback(shown, ""),
  };
}

export interface InterviewAnswer {
  readonly shown: ShownCard;
  readonly face?: InterviewFace;
  /** Instead of the card's place in the session: `Question of the day`. */
  readonly title?: string;
  /** Own words; without them those of the presentation. */
  readonly words?: string | null;
  /** First lines of the small print. */
  readonly notes?: readonly string[];
  /** After the ratings, before the session's own buttons. */
  readonly extraButtons?: readonly Button[];
  /** Names of the actions behind ratings, ticks and swaps; each gets the presentation and a choice. */
  readonly actions?: AnswerActions;
}

export interface AnswerActions {
  readonly rate: string;
  /** Choice: `points` or `mistakes`. */
  readonly ticks: string;
  /** Choice: an `InterviewFace`. */
  readonly face: string;
}

const sessionActions: AnswerActions = { rate: "rate", ticks: "ticks", face: "face" };

/** The answer side of an interview or design card (S12), for sessions and for the daily question. */
export function interviewAnswerView(input: InterviewAnswer): View {
  const { shown, face = "answer", notes = [], extraButtons = [], actions = sessionActions } = input;
  const body = spokenBody(shown);
  const { presentation } = shown;
  const own = input.words === undefined ? presentation.words : input.words;
  const wordsCut = own !== null && own.length > wordsBeside;
  const suggestion = suggestionOf(shown, body);
  const points = keyPointParts(shown, body, face, actions);
  const small = notesOf(shown, [...notes, ...(suggestion ? [suggestion.words] : [])]);
  const quoted: Part[] = own && face !== "words" ? [{ kind: "quote", text: cut(own, wordsBeside) }] : [];
  const top = [...(face === "words" ? [] : promptParts(shown)), ...quoted];
  const room = viewLimits.text - lengthOf([...top, ...points, ...small]) - 200;
  const middle = fitParts(faceParts(shown, body, face, own), room);
  const more = [
    ...faceButtons(shown, face, wordsCut, actions),
    ...(middle.cut && face === "answer"
      ? [button(studyTexts.showAll, actionId(actions.face, presentation.id, "all"))]
      : []),
    ...extraButtons,
    undoButton(shown),
    stopButton(shown),
  ].filter((one) => one !== null);
  const rows = [
    ...points.filter(({ kind }) => kind === "ticks"),
    ...small,
    ratingRow(shown, ratings, suggestion?.rating, actions.rate),
    ...rowsOf(more).map((row) => buttons(...row)),
  ];
  const upper = squeezeParts(
    [...top, ...middle.parts, ...points.filter(({ kind }) => kind !== "ticks")],
    viewLimits.parts - rows.length,
  );
  const spare = presentation.sessionId !== null && upper.length + rows.length < viewLimits.parts;
  return {
    title: input.title ?? cardTitle(shown),
    parts: [...upper, ...rows, ...(spare ? [moreSelect(shown)] : [])],
    fallback: fallback(shown, "the answer is shown. Tick what you said, then rate it."),
  };
}

function rowsOf(all: readonly Button[]): Button[][] {
  const { buttonsInRow } = viewLimits;
  return [all.slice(0, buttonsInRow), all.slice(buttonsInRow, 2 * buttonsInRow)].filter((row) => row.length > 0);
}

function faceButtons(
  { presentation }: ShownCard,
  face: InterviewFace,
  wordsCut: boolean,
  actions: AnswerActions,
): Button[] {
  if (face !== "answer") {
    return [button(studyTexts.backToAnswer, actionId(actions.face, presentation.id, "answer"))];
  }
  return [
    button(studyTexts.mistakes, actionId(actions.face, presentation.id, "mistakes")),
    button(studyTexts.followUps, actionId(actions.face, presentation.id, "follow-ups")),
    ...(wordsCut ? [button(studyTexts.showWords, actionId(actions.face, presentation.id, "words"))] : []),
  ];
}

function faceParts(
  shown: ShownCard,
  body: InterviewBody | DesignBody,
  face: InterviewFace,
  own: string | null,
): Part[] {
  const { textOnly } = shown;
  switch (face) {
    case "mistakes":
      return [
        heading(studyTexts.mistakes),
        { kind: "list", items: body.mistakes.map(({ belief, why }) => beliefSpans(belief, why)) },
      ];
    case "follow-ups":
      return [
        heading(studyTexts.followUps),
        { kind: "list", marks: "numbers", items: body.followUps.map(({ q, a }) => beliefSpans(q, a)) },
      ];
    case "words":
      return [heading(studyTexts.yourWords), { kind: "quote", text: own ?? "" }];
    default: {
      const sources = sourceNote(body);
      return [
        heading(studyTexts.anAnswer),
        ...cardParts(body.answer, { textOnly, name: "answer" }),
        ...(sources && face === "all" ? [sources] : []),
      ];
    }
  }
}

function beliefSpans(bold: string, plain: string): Span[] {
  return [{ kind: "strong", text: cardWords(bold) }, { kind: "plain", text: " " }, ...cardSpans(plain)];
}

function keyPointParts(
  shown: ShownCard,
  body: InterviewBody | DesignBody,
  face: InterviewFace,
  actions: AnswerActions,
): Part[] {
  const { presentation } = shown;
  const points: TicksPart = {
    kind: "ticks",
    action: actionId(actions.ticks, presentation.id, "points"),
    label: studyTexts.tick,
    options: body.keyPoints.map((point, index) => ({ label: pointLabel(point, index), value: point.key })),
    ticked: presentation.ticked.filter((key) => body.keyPoints.some((point) => point.key === key)),
  };
  if (face === "mistakes") {
    const mistakes: TicksPart = {
      kind: "ticks",
      action: actionId(actions.ticks, presentation.id, "mistakes"),
      label: studyTexts.mistakeTicks,
      options: body.mistakes.map(({ key, belief }) => ({ label: cut(cardWords(belief), 70), value: key })),
      ticked: presentation.ticked
        .filter((key) => key.startsWith(mistakePrefix))
        .map((key) => key.slice(mistakePrefix.length)),
    };
    return [mistakes, points];
  }
  if (face === "all" || face === "follow-ups") return [points];
  return [
    heading(studyTexts.keyPoints),
    {
      kind: "list",
      marks: "numbers",
      items: body.keyPoints.map((point) => [
        ...(point.must ? [{ kind: "strong", text: studyTexts.must } as const] : []),
        ...cardSpans(point.text),
      ]),
    },
    points,
  ];
}

function pointLabel(point: KeyPoint, index: number): string {
  return cut(`${index + 1}. ${cardWords(point.text)}`, viewLimits.optionLabel);
}

/** Null before a tick. */
export function suggestionOf(
  { presentation }: Pick<ShownCard, "presentation">,
  body: InterviewBody | DesignBody,
): { rating: Rating; words: string } | null {
  const keyPoints = body.keyPoints;
  const ticked = presentation.ticked.filter((key) => keyPoints.some((point) => point.key === key));
  const failed = body.mistakes.some(({ key, fails }) => fails && presentation.ticked.includes(mistakePrefix + key));
  if (presentation.ticked.length === 0) return null;
  const rating = suggestedRating(answerScore({ keyPoints, ticked, failed }));
  const musts = mustHaves(keyPoints, ticked);
  return { rating, words: studyTexts.suggests(ticked.length, keyPoints.length, musts.hit, musts.total, rating) };
}

/** A design case, one stage at a time; ticks and ratings follow the last (S12). */
export function designView(shown: ShownCard, open: boolean, notes: readonly string[] = []): View {
  const body = spokenBody(shown);
  if (body.kind !== "design") throw new Error(`card ${shown.card.key} is no design case`);
  const { presentation } = shown;
  const at = Math.min(presentation.stage, body.stages.length - 1);
  const stage = body.stages[at];
  if (!stage) throw new Error(`card ${shown.card.key} has no stages`);
  const last = at === body.stages.length - 1;
  const options = { textOnly: shown.textOnly };
  const question = [
    ...(at === 0 ? cardParts(body.prompt, { ...options, name: "case" }) : []),
    ...cardParts(stage.prompt, { ...options, name: "stage" }),
  ];
  const answer = open ? [{ kind: "divider" } as const, ...cardParts(stage.answer, { ...options, name: "answer" })] : [];
  const fitted = fitParts([...question, ...answer], viewLimits.text - 300);
  const forward = open
    ? last
      ? button(studyTexts.toRating, actionId("show", presentation.id), "primary")
      : button(studyTexts.nextStage, actionId("stage", presentation.id, at + 1), "primary")
    : button(studyTexts.showStage, actionId("stage", presentation.id, `${at}.open`), "primary");
  return {
    title: cut(
      `${studyTexts.designTitle(at + 1, body.stages.length, studyTexts.stageNames[stage.stage])}`,
      viewLimits.title,
    ),
    parts: [
      ...squeezeParts(fitted.parts, viewLimits.parts - 4),
      ...notesOf(shown, notes),
      buttons(
        forward,
        at > 0 && button(studyTexts.previousStage, actionId("stage", presentation.id, at - 1)),
        undoButton(shown),
        stopButton(shown),
      ),
      moreSelect(shown),
    ],
    fallback: fallback(shown, cut(cardWords(stage.prompt), 200)),
  };
}

export function spokenBody({ card }: Pick<ShownCard, "card">): InterviewBody | DesignBody {
  if (card.body.kind !== "interview" && card.body.kind !== "design") {
    throw new Error(`card ${card.key} is not for speaking`);
  }
  return card.body;
}
