import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { PublishedCard } from "../../../src/core/curriculum/published-card.ts";
import { Track } from "../../../src/core/curriculum/track.ts";
import { choiceCard, flashcard, interviewCard } from "../study-cards.ts";

let read: Track | undefined;

/** The roadmap the product ships with; its decks are replaced by the few cards below. */
export function storyTrack(): Track {
  const file = new URL("../../../content/ai-ml-engineer/track.yaml", import.meta.url);
  read ??= Track.parse(parse(readFileSync(file, "utf8")));
  return read;
}

const weeks: readonly { readonly block: string; readonly deckTitle: string; readonly terms: string }[] = [
  {
    block: "python-data-science",
    deckTitle: "NumPy arrays",
    terms:
      "an axis, a dtype, a view, a copy, broadcasting, a stride, a mask, a ufunc, a shape, a slice, a reduction, a seed",
  },
  {
    block: "python-data-science",
    deckTitle: "pandas",
    terms:
      "a series, an index, a join, a groupby, a pivot, a merge key, a window, a resample, a category, a melt, a query, a chain",
  },
  {
    block: "python-data-science",
    deckTitle: "Plots",
    terms:
      "a figure, an axes, a histogram, a boxplot, a heatmap, a legend, a tick, a colormap, a subplot, a scatter, a density, a facet",
  },
  {
    block: "python-data-science",
    deckTitle: "Cleaning data",
    terms:
      "an outlier, an imputation, a duplicate, an encoding, a leak, a scaler, a bin, a split, a schema, a pipeline, a null, a range check",
  },
  {
    block: "math",
    deckTitle: "Linear algebra",
    terms:
      "a vector, a norm, a basis, a rank, a trace, an eigenvalue, a projection, a determinant, a kernel, a span, an inverse, a dot product",
  },
];

/** Of each of the first five weeks: twelve flashcards, three choice cards, three interview questions. */
export function storyCards(): PublishedCard[] {
  return weeks.flatMap(({ block, deckTitle, terms }, at) => {
    const week = at + 1;
    const deck = deckTitle.toLowerCase().replaceAll(" ", "-");
    let position = week * 100;
    const skills = block === "math" ? ["mathematics"] : ["python"];
    const place = () => ({ deck, deckTitle, block, week, skills, topics: [], position: position++ });
    const key = (words: string) => words.replace(/^an? /, "").replaceAll(" ", "-");
    return [
      ...terms.split(", ").map((term) => flashcard(`${deck}-${key(term)}`, { ...place(), prompt: `What is ${term}?` })),
      ...["rare positives", "a steady signal", "few examples"].map((what) =>
        choiceCard(`${deckTitle}: ${what}`, place()),
      ),
      ...["a loop", "a library", "a shortcut"].map((what) => interviewCard(`${what} in ${deckTitle}`, place())),
    ];
  });
}
