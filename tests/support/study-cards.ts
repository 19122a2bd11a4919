import { publishCards } from "../../src/app/content/publish-cards.ts";
import type { AppContext } from "../../src/app/context.ts";
import { type Account, findReader, type Reader } from "../../src/app/people/reader.ts";
import type { CardBody, DesignBody } from "../../src/core/curriculum/card.ts";
import type { PublishedCard } from "../../src/core/curriculum/published-card.ts";
import type { CohortId, PlatformId, StudyDay, TrackId } from "../../src/core/ids.ts";
import { cohorts, memberships } from "../../src/db/schema/index.ts";

export const studyTrack = "ai-ml-engineer" as TrackId;

type Place = Partial<Omit<PublishedCard, "body" | "kind" | "key">>;

const common = {
  difficulty: "easy" as const,
  contrast: [] as string[],
  sources: [{ title: "Handbook", url: "https://example.org/handbook", where: "chapter 1" }],
  covers: [] as string[],
};

export function published(key: string, body: CardBody, place: Place = {}): PublishedCard {
  return {
    key,
    kind: body.kind,
    deck: "numpy",
    deckTitle: "NumPy arrays",
    block: "python-data-science",
    week: 1,
    position: 1,
    skills: ["python"],
    topics: ["numpy-arrays-and-operations"],
    hash: `${key}-${JSON.stringify(body).length}`,
    search: `${key} ${body.prompt}`.toLowerCase(),
    ...place,
    body,
  };
}

export function flashcard(key: string, place: Place & { contrast?: string[]; hint?: string; prompt?: string } = {}) {
  const { contrast = [], hint, prompt = `What is ${key}?`, ...rest } = place;
  const body: CardBody = {
    kind: "flashcard",
    ...common,
    contrast,
    prompt,
    answer: `It is ${key}.`,
    ...(hint ? { hint } : {}),
  };
  return published(key, body, rest);
}

/** The right option is the second. */
export function choiceCard(key: string, place: Place = {}): PublishedCard {
  const options = ["Accuracy", "Recall", "R squared", "Error"].map((text, index) => ({
    text,
    why: `${text} is ${index === 1 ? "the one" : "not it"}.`,
    correct: index === 1,
  }));
  return published(key, { kind: "choice", ...common, prompt: `Which metric fits ${key}?`, options }, place);
}

const spoken = {
  ...common,
  answer: "Take the forest when you need a strong model with little tuning.",
  level: "mid" as const,
  minutes: 3,
  keyPoints: [
    { key: "variance", text: "trees in parallel lower variance", must: true, weight: 2 },
    { key: "tuning", text: "little tuning", must: false, weight: 1 },
    { key: "speed", text: "trains in parallel", must: false, weight: 1 },
  ],
  mistakes: [
    { key: "bias", belief: "Forests lower bias", why: "They average.", fails: true },
    { key: "slow", belief: "Forests are slow", why: "They are not.", fails: false },
  ],
  followUps: [
    { q: "How many trees?", a: "Until it levels off." },
    { q: "How deep?", a: "Fully grown." },
  ],
};

export function interviewCard(key: string, place: Place = {}): PublishedCard {
  return published(key, { kind: "interview", ...spoken, prompt: `When would you choose ${key}?` }, place);
}

export function designCard(key: string, place: Place = {}): PublishedCard {
  const stages: DesignBody["stages"] = (
    ["requirements", "data-labels", "features", "model", "training", "serving", "evaluation", "monitoring"] as const
  ).map((stage) => ({ stage, prompt: `Ask about ${stage}.`, answer: `Told about ${stage}.`, points: [] }));
  return published(key, { kind: "design", ...spoken, prompt: `Design ${key}.`, stages }, place);
}

/** `count` flashcards over three decks of week 1. */
export function someFlashcards(count: number): PublishedCard[] {
  return Array.from({ length: count }, (_, index) => {
    const deck = ["numpy", "pandas", "python"][index % 3] ?? "numpy";
    return flashcard(`card-${String(index + 1).padStart(3, "0")}`, {
      deck,
      deckTitle: `Deck ${deck}`,
      position: index + 1,
    });
  });
}

export async function publish(ctx: AppContext, cards: readonly PublishedCard[]) {
  return publishCards(ctx, studyTrack, cards);
}

export function account(name: string, more: Partial<Account> = {}): Account {
  return {
    platform: "playground" as PlatformId,
    scope: "",
    userId: name.toLowerCase(),
    displayName: name,
    zone: "Europe/Berlin",
    ...more,
  };
}

/** A cohort on the track, begun on Mon 4 Jan 2027 unless said otherwise, with these learners in it. */
export async function cohortOf(
  ctx: AppContext,
  readers: readonly Reader[],
  more: Partial<typeof cohorts.$inferInsert> = {},
): Promise<CohortId> {
  const [first] = readers;
  if (!first) throw new Error("a cohort wants a member");
  const id = (more.id ?? ctx.random.id()) as CohortId;
  await ctx.db.insert(cohorts).values({
    name: "ML spring",
    track: studyTrack,
    firstDay: "2027-01-11" as StudyDay,
    zone: "Europe/Berlin",
    dailyTime: "18:30",
    dailyDays: [1, 2, 3, 4, 5],
    checkInDay: 7,
    createdBy: first.learner.id,
    createdAt: ctx.clock.nowMs(),
    ...more,
    id,
  });
  for (const { learner } of readers) {
    await ctx.db.insert(memberships).values({ cohortId: id, learnerId: learner.id, joinedAt: ctx.clock.nowMs() });
  }
  return id;
}

export async function readerOf(ctx: AppContext, name: string): Promise<Reader> {
  return findReader(ctx, account(name));
}
