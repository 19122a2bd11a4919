import type { ShownCard } from "../../app/study/shown-card.ts";
import type { ChoiceBody } from "../../core/curriculum/card.ts";
import { actionId } from "../actions/action-id.ts";
import { cardSpans } from "../card-text.ts";
import { studyTexts } from "../texts/study.ts";
import { type Button, button, buttons, note, type Part, type Span, text, type View } from "../view.ts";
import { interval } from "../wording.ts";
import {
  cardTitle,
  fallback,
  moreSelect,
  notEmpty,
  notesOf,
  promptParts,
  ratingRow,
  sourceNote,
  stopButton,
  undoButton,
} from "./study-card.ts";

const letters = ["A", "B", "C", "D"] as const;
/** Option pressed when none was. */
export const unsure = -1;

/** The question with its four options (S11): one press decides. */
export function choiceFrontView(shown: ShownCard, notes: readonly string[] = []): View {
  const body = choiceBody(shown);
  const { presentation } = shown;
  const hint = body.hint && presentation.hintShown ? [text(studyTexts.hintLine(""), ...cardSpans(body.hint))] : [];
  return {
    title: cardTitle(shown),
    parts: [
      ...promptParts(shown),
      optionList(shown, body),
      ...hint,
      ...notesOf(shown, notes),
      buttons(
        ...presentation.optionOrder.map((option, place) =>
          button(letterAt(place), actionId("option", presentation.id, `${option}.${mark(shown)}`)),
        ),
        button(studyTexts.unsure, actionId("option", presentation.id, `${unsure}.${mark(shown)}`)),
      ),
      buttons(
        Boolean(body.hint) && !presentation.hintShown && button(studyTexts.hint, actionId("hint", presentation.id)),
        undoButton(shown),
        stopButton(shown),
      ),
      moreSelect(shown),
    ].filter(notEmpty),
    fallback: fallback(shown, ""),
  };
}

/** After the press: right, with three ratings; otherwise stored as Again already, with the way on. */
export function choiceResultView(shown: ShownCard, notes: readonly string[] = []): View {
  const body = choiceBody(shown);
  const { presentation } = shown;
  const pressed = presentation.optionPressed ?? unsure;
  const right = body.options[pressed]?.correct === true;
  const sources = sourceNote(body);
  const confusion: Part[] = body.confusion ? [text(studyTexts.confusion, ...cardSpans(body.confusion))] : [];
  return {
    title: cardTitle(shown),
    parts: [
      ...promptParts(shown),
      optionList(shown, body),
      text(...verdict(shown, body, pressed)),
      ...confusion,
      ...(sources ? [sources] : []),
      ...(right
        ? [...notesOf(shown, notes), ratingRow(shown, ["hard", "good", "easy"])]
        : [note([studyTexts.comesBackIn(interval(presentation.offers.again.interval)), ...notes].join("\n"))]),
      buttons(right ? null : nextButton(shown), undoButton(shown), stopButton(shown)),
      moreSelect(shown),
    ].filter(notEmpty),
    fallback: fallback(shown, fallbackWords(right, pressed)),
  };
}

function fallbackWords(right: boolean, pressed: number): string {
  if (right) return "right. Rate it Hard, Good or Easy.";
  return pressed === unsure ? "the answer is shown. It comes back." : "not this one. It comes back.";
}

/** Part of the text's hash: a press on a screen from before an edit means options that stand no longer. */
export function mark({ card }: Pick<ShownCard, "card">): string {
  return card.hash.slice(0, 6);
}

function verdict(shown: ShownCard, body: ChoiceBody, pressed: number): Span[] {
  const correct = body.options.findIndex((option) => option.correct);
  const reason = (option: number): Span[] => cardSpans(body.options[option]?.why ?? "");
  const letterOf = (option: number) => letterAt(shown.presentation.optionOrder.indexOf(option));
  if (pressed === correct) return [{ kind: "strong", text: studyTexts.right(letterOf(correct)) }, ...reason(correct)];
  const rightOne: Span[] = [{ kind: "strong", text: `${letterOf(correct)}. ` }, ...reason(correct)];
  if (pressed === unsure) return rightOne;
  return [
    { kind: "plain", text: studyTexts.notThisOne },
    { kind: "strong", text: `${letterOf(pressed)}. ` },
    ...reason(pressed),
    { kind: "plain", text: " " },
    ...rightOne,
  ];
}

function nextButton({ presentation }: ShownCard): Button {
  return button(studyTexts.next, actionId("next", presentation.sessionId ?? undefined), "primary");
}

function optionList({ presentation }: ShownCard, body: ChoiceBody): Part {
  return {
    kind: "list",
    marks: "letters",
    items: presentation.optionOrder.map((option) => cardSpans(body.options[option]?.text ?? "")),
  };
}

function letterAt(place: number): string {
  return letters[place] ?? "?";
}

function choiceBody({ card }: ShownCard): ChoiceBody {
  if (card.body.kind !== "choice") throw new Error(`card ${card.key} is no choice card`);
  return card.body;
}
