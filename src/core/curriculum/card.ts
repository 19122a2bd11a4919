import { z } from "zod";

export const cardKinds = ["flashcard", "choice", "interview", "design"] as const;
export type CardKind = (typeof cardKinds)[number];

/** What a card asks of the learner. Design cases have none: they ask everything. */
export const cardTypes = ["definition", "why", "contrast", "apply", "compute", "code", "debug", "derive"] as const;
export type CardType = (typeof cardTypes)[number];

export const difficulties = ["easy", "medium", "hard"] as const;
export type Difficulty = (typeof difficulties)[number];

export const levels = ["junior", "mid", "senior"] as const;
export type Level = (typeof levels)[number];

/** The stages of a design case, in the order in which they are asked. */
export const designStages = [
  "requirements",
  "data-labels",
  "features",
  "model",
  "training",
  "serving",
  "evaluation",
  "monitoring",
] as const;
export type DesignStage = (typeof designStages)[number];

const everyBody = {
  type: z.enum(cardTypes).optional(),
  difficulty: z.enum(difficulties),
  /** Markdown, like every text of a card. */
  prompt: z.string(),
  hint: z.string().optional(),
  confusion: z.string().optional(),
  /** Keys of the other halves of this card: never shown on the same study day. */
  contrast: z.array(z.string()),
  sources: z.array(z.object({ title: z.string(), url: z.string(), where: z.string() })),
  /** `YYYY-MM` in which a fact that moves was last checked. */
  asOf: z.string().optional(),
  /** Ids of the roadmap's linked questions and design prompts that this card answers. */
  covers: z.array(z.string()),
};

const KeyPoint = z.object({ key: z.string(), text: z.string(), must: z.boolean(), weight: z.number() });
export type KeyPoint = z.infer<typeof KeyPoint>;

const Mistake = z.object({ key: z.string(), belief: z.string(), why: z.string(), fails: z.boolean() });
export type Mistake = z.infer<typeof Mistake>;

const spokenBody = {
  ...everyBody,
  answer: z.string(),
  level: z.enum(levels),
  /** Speaking time in minutes. */
  minutes: z.number(),
  keyPoints: z.array(KeyPoint),
  mistakes: z.array(Mistake),
  followUps: z.array(z.object({ q: z.string(), a: z.string() })),
};

export const FlashcardBody = z.object({
  kind: z.literal("flashcard"),
  ...everyBody,
  answer: z.string(),
  why: z.string().optional(),
});
export type FlashcardBody = z.infer<typeof FlashcardBody>;

export const ChoiceBody = z.object({
  kind: z.literal("choice"),
  ...everyBody,
  options: z.array(z.object({ text: z.string(), why: z.string(), correct: z.boolean() })),
});
export type ChoiceBody = z.infer<typeof ChoiceBody>;

export const InterviewBody = z.object({ kind: z.literal("interview"), ...spokenBody });
export type InterviewBody = z.infer<typeof InterviewBody>;

export const DesignBody = z.object({
  kind: z.literal("design"),
  ...spokenBody,
  stages: z.array(
    z.object({
      stage: z.enum(designStages),
      prompt: z.string(),
      answer: z.string(),
      /** Keys of the key points ticked at this stage. */
      points: z.array(z.string()),
    }),
  ),
});
export type DesignBody = z.infer<typeof DesignBody>;

/** What a card says, as the database keeps it. The schema reads the json column back. */
export const CardBody = z.discriminatedUnion("kind", [FlashcardBody, ChoiceBody, InterviewBody, DesignBody]);
export type CardBody = z.infer<typeof CardBody>;
