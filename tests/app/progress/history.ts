import { eq } from "drizzle-orm";
import type { Reader } from "../../../src/app/people/reader.ts";
import type { CardId, IdentityId, LearnerId, StudyDay, TrackId } from "../../../src/core/ids.ts";
import { type MemoryState, newMemory, type Rating } from "../../../src/core/scheduling/fsrs.ts";
import type { Database } from "../../../src/db/database.ts";
import { memoryColumns } from "../../../src/db/memory.ts";
import { cards, dailyActivity, learners, memoryStates, reviews } from "../../../src/db/schema/index.ts";

/** Rows as a past leaves them, written straight into the tables. */

export type Learner = Reader["learner"];
const track = "sample" as TrackId;

export async function addLearner(
  db: Database,
  name: string,
  more: Partial<typeof learners.$inferInsert> = {},
): Promise<Learner> {
  const [row] = await db
    .insert(learners)
    .values({ displayName: name, zone: "Europe/Berlin", createdAt: 0, ...more })
    .returning();
  if (!row) throw new Error("no learner");
  return row;
}

export async function learnerNow(db: Database, id: LearnerId): Promise<Learner> {
  const [row] = await db.select().from(learners).where(eq(learners.id, id));
  if (!row) throw new Error("no learner");
  return row;
}

export function readerOf(learner: Learner): Reader {
  return { learner, identityId: 0 as IdentityId };
}

let cardNumber = 0;

export async function addCards(
  db: Database,
  howMany: number,
  more: Partial<typeof cards.$inferInsert> = {},
): Promise<CardId[]> {
  const first = cardNumber;
  cardNumber += howMany;
  const rows = await db
    .insert(cards)
    .values(
      Array.from({ length: howMany }, (_, index) => ({
        track,
        key: `card-${first + index}`,
        kind: "flashcard" as const,
        deck: "deck",
        deckTitle: "Deck",
        block: "block",
        week: 1,
        position: index,
        skills: [],
        topics: [],
        body: {} as never,
        hash: "",
        search: "",
        ...more,
      })),
    )
    .returning({ id: cards.id });
  return rows.map(({ id }) => id);
}

/** A card in review, due on a day, last seen `interval` days before it. */
export function inReview(dueDay: StudyDay, more: Partial<MemoryState> = {}): MemoryState {
  return {
    ...newMemory(),
    phase: "review",
    stability: 5,
    difficulty: 5,
    reps: 3,
    dueDay,
    lastStudyDay: dueDay,
    ...more,
  };
}

export async function remember(db: Database, learnerId: LearnerId, cardId: CardId, state: MemoryState): Promise<void> {
  const row = { ...memoryColumns(state), introducedOn: state.lastStudyDay };
  await db
    .insert(memoryStates)
    .values({ learnerId, cardId, ...row })
    .onConflictDoUpdate({ target: [memoryStates.learnerId, memoryStates.cardId], set: row });
}

export async function addReview(
  db: Database,
  learnerId: LearnerId,
  cardId: CardId,
  studyDay: StudyDay,
  more: Partial<typeof reviews.$inferInsert> & { rating?: Rating } = {},
): Promise<void> {
  await db.insert(reviews).values({
    learnerId,
    cardId,
    studyDay,
    reviewedAt: Date.parse(`${studyDay}T12:00:00Z`),
    rating: "good",
    before: null,
    after: newMemory(),
    intervalUnit: "day",
    intervalValue: 1,
    tookMs: 5_000,
    points: 0,
    firstOfDay: true,
    wasDue: true,
    ...more,
  });
}

export async function addDay(
  db: Database,
  learnerId: LearnerId,
  studyDay: StudyDay,
  facts: Partial<typeof dailyActivity.$inferInsert>,
): Promise<void> {
  await db.insert(dailyActivity).values({ learnerId, studyDay, ...facts });
}
