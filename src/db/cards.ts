import { and, asc, eq, inArray, isNull, lte, ne, or, type SQL, sql } from "drizzle-orm";
import type { CardId, LearnerId, StudyDay, TrackId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import type { MemoryRow } from "./memory.ts";
import { cards, memoryStates, reviews } from "./schema/index.ts";

/** What the order of a session looks at. */
export interface Candidate {
  readonly cardId: CardId;
  readonly deck: string;
  readonly block: string;
  readonly week: number;
  readonly position: number;
  readonly siblings: readonly CardId[];
}

const candidateColumns = {
  cardId: cards.id,
  deck: cards.deck,
  block: cards.block,
  week: cards.week,
  position: cards.position,
  siblings: cards.siblings,
};

const ofLearner = (learnerId: LearnerId) =>
  and(eq(memoryStates.cardId, cards.id), eq(memoryStates.learnerId, learnerId));

/** Neither suspended nor held back today nor withdrawn. */
function mayCome(today: StudyDay): SQL | undefined {
  return and(
    isNull(cards.archivedAt),
    isNull(memoryStates.suspendedAt),
    or(isNull(memoryStates.buriedOn), ne(memoryStates.buriedOn, today)),
  );
}

/** Cards whose study day has come, and those in their steps that come back before `stepsUntilMs`. */
export async function readDue(
  db: Database,
  of: { learnerId: LearnerId; track: TrackId; today: StudyDay; stepsUntilMs: number; topic?: SQL | undefined },
): Promise<(Candidate & { state: MemoryRow })[]> {
  return db
    .select({ ...candidateColumns, state: memoryStates })
    .from(memoryStates)
    .innerJoin(cards, eq(cards.id, memoryStates.cardId))
    .where(
      and(
        eq(memoryStates.learnerId, of.learnerId),
        or(lte(memoryStates.dueDay, of.today), lte(memoryStates.dueAt, of.stepsUntilMs)),
        eq(cards.track, of.track),
        mayCome(of.today),
        of.topic,
      ),
    );
}

/**
 * Cards never met, from the weeks reached. Interview cards only where something brought them (a row without a review)
 * or `onRequest`, design cards only `onRequest`.
 */
export async function readFresh(
  db: Database,
  of: {
    learnerId: LearnerId;
    track: TrackId;
    today: StudyDay;
    week: number;
    openBlocks: readonly string[];
    onRequest: boolean;
    limit: number;
    topic?: SQL | undefined;
  },
): Promise<Candidate[]> {
  const reached = or(
    lte(cards.week, of.week),
    of.openBlocks.length > 0 ? inArray(cards.block, [...of.openBlocks]) : undefined,
    eq(memoryStates.phase, "new"),
  );
  const wanted = of.onRequest
    ? undefined
    : or(inArray(cards.kind, ["flashcard", "choice"]), and(eq(cards.kind, "interview"), eq(memoryStates.phase, "new")));
  return db
    .select(candidateColumns)
    .from(cards)
    .leftJoin(memoryStates, ofLearner(of.learnerId))
    .where(
      and(
        eq(cards.track, of.track),
        or(isNull(memoryStates.phase), eq(memoryStates.phase, "new")),
        reached,
        wanted,
        mayCome(of.today),
        of.topic,
      ),
    )
    .orderBy(asc(cards.week), asc(cards.position))
    .limit(of.limit);
}

/** Cards reviewed on a study day: their siblings wait for another. */
export async function readSeen(db: Database, learnerId: LearnerId, day: StudyDay): Promise<CardId[]> {
  const rows = await db
    .selectDistinct({ cardId: reviews.cardId })
    .from(reviews)
    .innerJoin(
      memoryStates,
      and(eq(memoryStates.learnerId, reviews.learnerId), eq(memoryStates.cardId, reviews.cardId)),
    )
    .where(and(eq(reviews.learnerId, learnerId), eq(reviews.studyDay, day), eq(memoryStates.lastStudyDay, day)));
  return rows.map(({ cardId }) => cardId);
}

export async function countIntroduced(db: Database, learnerId: LearnerId, day: StudyDay): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(memoryStates)
    .where(and(eq(memoryStates.learnerId, learnerId), eq(memoryStates.introducedOn, day)));
  return row?.count ?? 0;
}

export interface DeckTitle {
  readonly deck: string;
  readonly title: string;
  readonly block: string;
}

export async function readDecks(db: Database, track: TrackId): Promise<DeckTitle[]> {
  return db
    .select({ deck: cards.deck, title: sql<string>`min(${cards.deckTitle})`, block: sql<string>`min(${cards.block})` })
    .from(cards)
    .where(and(eq(cards.track, track), isNull(cards.archivedAt)))
    .groupBy(cards.deck)
    .orderBy(sql`min(${cards.position})`);
}

/** A topic as it is stored with a session: `deck:attention`, `block:math`, `topic:calculus`, `skill:sql`, `cards:softmax`. */
export function topicFilter(topic: string): SQL | undefined {
  const at = topic.indexOf(":");
  const id = topic.slice(at + 1);
  switch (topic.slice(0, at)) {
    case "deck":
      return eq(cards.deck, id);
    case "block":
      return eq(cards.block, id);
    case "topic":
      return sql`${id} = any(${cards.topics})`;
    case "skill":
      return sql`${id} = any(${cards.skills})`;
    default:
      return sql`strpos(${cards.key}, ${id}) > 0`;
  }
}

export async function hasCards(db: Database, track: TrackId, topic: string): Promise<boolean> {
  const [row] = await db
    .select({ id: cards.id })
    .from(cards)
    .where(and(eq(cards.track, track), isNull(cards.archivedAt), topicFilter(topic)))
    .limit(1);
  return row !== undefined;
}

/** What presenting a card to a learner needs to know. */
export async function findCardForShowing(db: Database, learnerId: LearnerId, cardId: CardId) {
  const [row] = await db
    .select({
      kind: cards.kind,
      hash: cards.hash,
      archivedAt: cards.archivedAt,
      optionCount: sql<number>`coalesce(jsonb_array_length(${cards.body} -> 'options'), 0)`.mapWith(Number),
      state: memoryStates,
    })
    .from(cards)
    .leftJoin(memoryStates, ofLearner(learnerId))
    .where(eq(cards.id, cardId));
  return row ?? null;
}
