import type { DeckCard } from "./deck-schema.ts";
import type { Path } from "./yaml-file.ts";

/** Which side of a card a text is on: `front` before the answer, `answer` after it, `sample` never shown. */
type Side = "front" | "answer" | "sample";

export type CardText = {
  /** Path inside the card. */
  path: Path;
  side: Side;
  text: string;
};

/** Every markdown text of a card, in the order in which its code runs: prompt, answer, why, options, stages, the rest. */
export function cardTexts(card: DeckCard): CardText[] {
  const texts: CardText[] = [{ path: ["prompt"], side: "front", text: card.prompt }];
  const add = (path: Path, text: string | undefined, side: Side = "answer"): void => {
    if (text !== undefined) texts.push({ path, side, text });
  };
  if (card.kind !== "choice") add(["answer"], card.answer);
  if (card.kind === "flashcard") add(["why"], card.why);
  if (card.kind === "choice") {
    card.options.forEach((option, index) => {
      add(["options", index, "text"], option.text);
      add(["options", index, "why"], option.why);
    });
  }
  if (card.kind === "design") {
    card.stages.forEach((stage, index) => {
      add(["stages", index, "prompt"], stage.prompt, "front");
      add(["stages", index, "answer"], stage.answer);
    });
  }
  add(["hint"], card.hint, "front");
  add(["confusion"], card.confusion);
  if (card.kind === "interview" || card.kind === "design") {
    for (const [key, point] of Object.entries(card.keyPoints)) add(["keyPoints", key, "text"], point.text);
    for (const [key, mistake] of Object.entries(card.mistakes)) {
      add(["mistakes", key, "belief"], mistake.belief);
      add(["mistakes", key, "why"], mistake.why);
    }
    card.followUps.forEach((followUp, index) => {
      add(["followUps", index, "q"], followUp.q);
      add(["followUps", index, "a"], followUp.a);
    });
    for (const [name, sample] of Object.entries(card.samples)) add(["samples", name, "text"], sample.text, "sample");
  }
  return texts;
}
