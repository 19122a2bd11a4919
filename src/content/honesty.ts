import { isAllowed } from "./allowed-hosts.ts";
import { cardTexts } from "./card-texts.ts";
import type { Deck, DeckCard } from "./deck-schema.ts";
import type { Fault } from "./fault.ts";
import { renderedLength } from "./fences.ts";
import type { LoadedDeck } from "./load.ts";
import type { Report } from "./shape.ts";

type ChoiceCard = Extract<DeckCard, { kind: "choice" }>;

/** Group 4 of the checks, for one deck: where its sources lie. */
export function sourceFaults(deck: Deck, report: Report): void {
  for (const [key, source] of Object.entries(deck.sources)) {
    if (isAllowed(source.url)) continue;
    const host = URL.canParse(source.url) ? new URL(source.url).hostname : source.url;
    const remedy = "cite the paper, the official documentation, the standard or the authors' textbook";
    report(["sources", key, "url"], `${host} is not on the list of hosts a source may lie on; ${remedy}`);
  }
}

const letters = /\b(?:[Oo]ptions?\s+(?:\(?[A-D]\)?|[1-4])|(?:[Aa]nswers?|[Cc]hoices?)\s+\(?[A-D]\)?)\b(?![\w.])/;
const catchAll = /\b(?:all|none|both|neither|any)\s+of\s+(?:the\s+)?(?:above|these|others)\b/i;
const comparable = { share: 0.35, characters: 10 } as const;

/** Group 4 of the checks, for one card: tells of a choice card. */
export function tellFaults(card: DeckCard, report: Report): void {
  if (card.kind !== "choice") return;
  const lengths = card.options.map(({ text }) => renderedLength(text));
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  if (shortest < longest * (1 - comparable.share) && longest - shortest > comparable.characters) {
    const list = `${lengths.slice(0, -1).join(", ")} and ${lengths.at(-1)}`;
    report(["options"], `options are ${list} characters long; make them alike, or length gives the answer away`);
  }
  card.options.forEach((option, index) => {
    if (catchAll.test(option.text)) {
      report(
        ["options", index, "text"],
        `"${catchAll.exec(option.text)?.[0]}" tests reading, not knowing; write an option that stands alone`,
      );
    }
  });
  for (const { path, text } of cardTexts(card)) {
    const letter = letters.exec(text)?.[0];
    if (letter && path[0] !== "prompt") {
      report(path, `"${letter}" names an option by its place, but options are shuffled; say what it claims`);
    }
  }
}

/** Below this many choice cards a share says nothing. */
export const fewestForShares = 20;
const mostLongest = 0.35;
/** Characters by which right options may be longer than wrong ones on average. */
const mostLonger = 1;
/** Chi-square with 3 degrees of freedom at 1 %. */
const criticalChiSquare = 11.345;

/** Group 4 of the checks, over the track: is the right option found by its place or its length? */
export function patternFaults(decks: readonly LoadedDeck[], at: { file: string; line: number }): Fault[] {
  const cards = decks.flatMap(({ deck }) => deck.cards.filter((card): card is ChoiceCard => card.kind === "choice"));
  if (cards.length < fewestForShares) return [];
  const faults: Fault[] = [];
  const places = [0, 0, 0, 0];
  let longest = 0;
  const length = { right: 0, wrong: 0 };
  for (const { options } of cards) {
    const right = options.findIndex(({ correct }) => correct);
    places[right] = (places[right] ?? 0) + 1;
    const rightLength = renderedLength(options[right]?.text ?? "");
    length.right += rightLength / cards.length;
    for (const { text, correct } of options) if (!correct) length.wrong += renderedLength(text) / (3 * cards.length);
    if (options.every(({ text }, index) => index === right || renderedLength(text) < rightLength)) longest += 1;
  }
  const expected = cards.length / 4;
  const chiSquare = places.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
  if (chiSquare > criticalChiSquare) {
    const message = `over ${cards.length} choice cards the right option stands in places 1 to 4 ${places.join(", ")} times; move some`;
    faults.push({ ...at, message });
  }
  if (length.right > length.wrong + mostLonger) {
    const has = `${length.right.toFixed(1)} characters on average, the wrong ones ${length.wrong.toFixed(1)}`;
    faults.push({ ...at, message: `over ${cards.length} choice cards the right option has ${has}; lengthen those` });
  }
  if (longest > mostLongest * cards.length) {
    const percent = Math.round((100 * longest) / cards.length);
    const message = `the right option is the longest on ${percent} % of ${cards.length} choice cards; at most 35 %, lengthen others`;
    faults.push({ ...at, message });
  }
  return faults;
}
