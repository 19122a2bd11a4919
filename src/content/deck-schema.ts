import { z } from "zod";
import { cardTypes, designStages, difficulties, levels } from "../core/curriculum/card.ts";

const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "wants lower-case words joined by hyphens");
const Text = z.string().min(1);
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "wants a month as YYYY-MM");
const Url = z.string().regex(/^https:\/\/[^\s/]+\S*$/, "wants an https address");

const everyCard = {
  id: Id.meta({ description: "Unique in the track, never reused" }),
  difficulty: z.enum(difficulties),
  prompt: Text,
  hint: Text.optional().meta({ description: "Shown on demand before the answer" }),
  confusion: Text.optional().meta({ description: "The usual mix-up, shown with the answer" }),
  contrast: z.array(Id).min(1).optional().meta({ description: "Ids of the other halves" }),
  numbers: z
    .record(z.string().regex(/^[a-z][a-z0-9_]*$/, "wants a name such as peak_rate"), Text)
    .optional()
    .meta({ description: "name: expression = value unit, or ~= for a rounded value" }),
  sources: z
    .record(Id, Text)
    .refine((sources) => Object.keys(sources).length > 0, "wants at least one source")
    .meta({ description: "Source key: section, equation, parameter or heading" }),
  asOf: Month.optional().meta({ description: "Month in which a moving fact was last checked" }),
  covers: z.array(Id).min(1).optional().meta({ description: "Linked questions and design prompts of track.yaml" }),
};

const typed = { type: z.enum(cardTypes) };

const Sample = z.strictObject({
  text: Text,
  hits: z.array(Id),
  makes: z.array(Id).default([]),
  score: z.number().min(0).max(5).multipleOf(0.5),
});

const spoken = {
  answer: Text,
  level: z.enum(levels),
  minutes: z.number().int().min(1).max(90),
  keyPoints: z.record(
    Id,
    z.strictObject({
      text: Text,
      must: z.boolean().default(false),
      weight: z.number().int().min(1).max(3).default(1),
    }),
  ),
  mistakes: z.record(Id, z.strictObject({ belief: Text, why: Text, fails: z.boolean().default(false) })),
  followUps: z.array(z.strictObject({ q: Text, a: Text })).min(2, "wants at least two follow-ups"),
  samples: z.strictObject({ weak: Sample, passable: Sample, strong: Sample }),
};

const Flashcard = z.strictObject({
  kind: z.literal("flashcard"),
  ...everyCard,
  ...typed,
  answer: Text,
  why: Text.optional(),
});

const Choice = z.strictObject({
  kind: z.literal("choice"),
  ...everyCard,
  ...typed,
  options: z
    .array(z.strictObject({ text: Text, why: Text, correct: z.boolean().default(false) }))
    .length(4, "wants four options"),
});

const Interview = z.strictObject({ kind: z.literal("interview"), ...everyCard, ...typed, ...spoken });

const Design = z.strictObject({
  kind: z.literal("design"),
  ...everyCard,
  ...spoken,
  stages: z.array(
    z.strictObject({ stage: z.enum(designStages), prompt: Text, answer: Text, points: z.array(Id).default([]) }),
  ),
});

/** A card as an author writes it. */
export const DeckCard = z.discriminatedUnion("kind", [Flashcard, Choice, Interview, Design]);
export type DeckCard = z.infer<typeof DeckCard>;
export type SpokenCard = Extract<DeckCard, { kind: "interview" | "design" }>;

/** A deck file. */
export const Deck = z.strictObject({
  deck: Id.meta({ description: "The file's name" }),
  title: Text,
  block: Id.meta({ description: "The folder's name" }),
  week: z.number().int().min(1).meta({ description: "Week of its block in which the deck opens" }),
  skills: z.array(Id).min(1),
  topics: z.array(Id).min(1),
  needs: z.array(Id).optional().meta({ description: "Decks to have met first" }),
  sources: z.record(Id, z.strictObject({ title: Text, url: Url })),
  cards: z.array(DeckCard).min(1),
});
export type Deck = z.infer<typeof Deck>;

export function isSpoken(card: DeckCard): card is SpokenCard {
  return card.kind === "interview" || card.kind === "design";
}
