import { expect, test } from "vitest";
import { viewLimits } from "../../src/chat/limits.ts";
import type { View } from "../../src/chat/view.ts";
import { cardPageView } from "../../src/chat/views/card-page.ts";
import { designView, type InterviewFace, interviewAnswerView } from "../../src/chat/views/interview-card.ts";
import { cardView } from "../../src/chat/views/study-screen.ts";
import { loadTrack } from "../../src/content/load.ts";
import { cardsOf } from "../../src/content/publish.ts";
import type { CardBody } from "../../src/core/curriculum/card.ts";
import { here, shown } from "../contracts/examples/study-samples.ts";
import { viewText } from "../support/view-text.ts";

const open = { answerShownAt: here.nowMs - 5_000 };
const crowded = { ratingHelp: true, early: true };
const notes = ["Your answer is saved. Rate it to schedule the card."];

/** All screens of a card, each at its fullest. */
function screensOf(body: CardBody): [string, View][] {
  const at = (change: Parameters<typeof shown>[1]) => shown(body, change, crowded);
  const page = { card: shown(body).card, standing: { kind: "new" }, seen: 0, again: 0, textOnly: false, here } as const;
  const screens: [string, View][] = [
    ["front", cardView(at({ hintShown: true }), notes)],
    ["page", cardPageView(page, notes)],
  ];
  if (body.kind === "flashcard") screens.push(["answer", cardView(at(open), notes)]);
  if (body.kind === "choice") {
    for (const pressed of [0, 1, 2, 3, -1]) {
      const graded = body.options[pressed]?.correct ? {} : { gradedAt: here.nowMs };
      screens.push([`option ${pressed}`, cardView(at({ ...open, ...graded, optionPressed: pressed }), notes)]);
    }
  }
  if (body.kind === "interview" || body.kind === "design") {
    const change = { ...open, words: "word ".repeat(400).trim(), ticked: body.keyPoints.map(({ key }) => key) };
    for (const face of ["answer", "mistakes", "follow-ups", "words", "all"] satisfies InterviewFace[]) {
      screens.push([face, interviewAnswerView({ shown: at(change), face, notes })]);
    }
  }
  if (body.kind === "design") {
    for (const stage of body.stages.keys()) screens.push([`stage ${stage}`, designView(at({ stage }), true, notes)]);
  }
  return screens;
}

function faultsOf(view: View): string[] {
  const of = <Kind extends View["parts"][number]["kind"]>(kind: Kind) =>
    view.parts.filter((part): part is Extract<View["parts"][number], { kind: Kind }> => part.kind === kind);
  const rows = of("buttons");
  const ticks = of("ticks");
  return [
    view.parts.length > viewLimits.parts ? `${view.parts.length} parts` : "",
    viewText({ ...view, parts: view.parts.filter(({ kind }) => kind !== "buttons" && kind !== "ticks") }).length >
    viewLimits.text
      ? "too much text"
      : "",
    rows.length > viewLimits.buttonRows ? "too many rows" : "",
    rows.some((row) => row.buttons.length === 0 || row.buttons.length > viewLimits.buttonsInRow) ? "a row" : "",
    ticks.some(({ options }) => options.length > viewLimits.options) ? "too many ticks" : "",
    ticks.some(({ options }) => options.some(({ label }) => label.length > viewLimits.optionLabel)) ? "a tick" : "",
    of("picture").length > viewLimits.pictures ? "too many pictures" : "",
  ].filter(Boolean);
}

test("every screen of every card we ship keeps the limits", async () => {
  const cards = cardsOf(await loadTrack("content/ai-ml-engineer"));
  expect(cards.length).toBeGreaterThan(100);
  const faults = cards.flatMap(({ key, body }) =>
    screensOf(body).flatMap(([screen, view]) => faultsOf(view).map((fault) => `${key}, ${screen}: ${fault}`)),
  );
  expect(faults).toEqual([]);
  // Some ten thousand screens.
}, 240_000);
