import { and, count, eq, gt, gte, isNotNull, isNull, ne, type SQL, sql, sum } from "drizzle-orm";
import type { CardKind } from "../core/curriculum/card.ts";
import type { LearnerId, StudyDay, TrackId } from "../core/ids.ts";
import type { Phase } from "../core/scheduling/fsrs.ts";
import type { Database } from "./database.ts";
import { stands } from "./reviews.ts";
import { cards, memoryStates, reviews } from "./schema/index.ts";

/** What progress looks at: memory and reviews in bulk, read narrow. */

/** The memory of one card as far as recall and forecasts ask. */
export interface RecallState {
  readonly block: string;
  readonly kind: CardKind;
  readonly phase: Phase;
  readonly stability: number;
  readonly lastStudyDay: StudyDay | null;
  readonly dueDay: StudyDay | null;
  readonly dueAt: number | null;
  readonly suspended: boolean;
}

/** Every card of the track that the learner has met. */
export async function readRecallStates(db: Database, learnerId: LearnerId, track: TrackId): Promise<RecallState[]> {
  return db
    .select({
      block: cards.block,
      kind: cards.kind,
      phase: memoryStates.phase,
      stability: memoryStates.stability,
      lastStudyDay: memoryStates.lastStudyDay,
      dueDay: memoryStates.dueDay,
      dueAt: memoryStates.dueAt,
      suspended: sql<boolean>`${memoryStates.suspendedAt} is not null`,
    })
    .from(memoryStates)
    .innerJoin(cards, eq(cards.id, memoryStates.cardId))
    .where(metOn(learnerId, track));
}

function metOn(learnerId: LearnerId, track: TrackId): SQL | undefined {
  return and(
    eq(memoryStates.learnerId, learnerId),
    ne(memoryStates.phase, "new"),
    eq(cards.track, track),
    isNull(cards.archivedAt),
  );
}

/** How many cards of each kind a block of the track has. */
export async function countCards(
  db: Database,
  track: TrackId,
): Promise<{ readonly block: string; readonly kind: CardKind; readonly cards: number }[]> {
  return db
    .select({ block: cards.block, kind: cards.kind, cards: count() })
    .from(cards)
    .where(and(eq(cards.track, track), isNull(cards.archivedAt)))
    .groupBy(cards.block, cards.kind);
}

/** Titles of the decks of a block that slip most often, the most slippery first. */
export async function readHardestDecks(
  db: Database,
  of: { learnerId: LearnerId; track: TrackId; block: string; limit: number },
): Promise<string[]> {
  const lapses = sum(memoryStates.lapses);
  const rows = await db
    .select({ title: cards.deckTitle })
    .from(memoryStates)
    .innerJoin(cards, eq(cards.id, memoryStates.cardId))
    .where(and(metOn(of.learnerId, of.track), eq(cards.block, of.block), gt(memoryStates.lapses, 0)))
    .groupBy(cards.deckTitle)
    .orderBy(sql`${lapses} desc`, cards.deckTitle)
    .limit(of.limit);
  return rows.map(({ title }) => title);
}

/** How many came to mind, of how many. */
export interface Recalled {
  readonly recalled: number;
  readonly of: number;
}

/** Interval in days from which a card is called mature, as Anki does. */
const matureFromDays = 21;

const cameToMind = sql`count(*) filter (where ${reviews.rating} <> 'again')`.mapWith(Number);
const all = sql`count(*)`.mapWith(Number);

/** First reviews of their day of cards in review: what true retention counts. */
function firstReviews(db: Database, learnerId: LearnerId, from: StudyDay): SQL | undefined {
  return and(
    eq(reviews.learnerId, learnerId),
    gte(reviews.studyDay, from),
    eq(reviews.firstOfDay, true),
    sql`${reviews.before} ->> 'phase' = 'review'`,
    stands(db),
  );
}

export async function readRetention(
  db: Database,
  learnerId: LearnerId,
  from: StudyDay,
): Promise<{ young: Recalled; mature: Recalled }> {
  const isMature = sql<boolean>`(${reviews.before} ->> 'dueDay')::date - (${reviews.before} ->> 'lastStudyDay')::date
    >= ${sql.raw(String(matureFromDays))}`;
  const rows = await db
    .select({ isMature: isMature.as("is_mature"), recalled: cameToMind, of: all })
    .from(reviews)
    .where(firstReviews(db, learnerId, from))
    .groupBy(sql`is_mature`);
  const part = (mature: boolean): Recalled => {
    const row = rows.find((one) => one.isMature === mature);
    return { recalled: row?.recalled ?? 0, of: row?.of ?? 0 };
  };
  return { young: part(false), mature: part(true) };
}

export interface CalibrationBand extends Recalled {
  /** Expected recall in per cent, from (included) to (not included). */
  readonly fromPercent: number;
  readonly toPercent: number;
}

/** Upper ends of the bands but the last, which ends at 100. */
const bandEnds = [70, 80, 90, 95] as const;

/** Expected against actual recall, lowest band first, empty ones included. */
export async function readCalibration(db: Database, learnerId: LearnerId, from: StudyDay): Promise<CalibrationBand[]> {
  const ends = sql.raw(bandEnds.map((end) => end / 100).join(","));
  const band = sql<number>`width_bucket(${reviews.retrievability}::numeric, array[${ends}]::numeric[])`;
  const rows = await db
    .select({ band: band.mapWith(Number).as("band"), recalled: cameToMind, of: all })
    .from(reviews)
    .where(and(firstReviews(db, learnerId, from), isNotNull(reviews.retrievability)))
    .groupBy(sql`band`);
  const ranges = [0, ...bandEnds, 100];
  return ranges.slice(0, -1).map((fromPercent, at) => {
    const row = rows.find((one) => one.band === at);
    return {
      fromPercent,
      toPercent: ranges[at + 1] ?? 100,
      recalled: row?.recalled ?? 0,
      of: row?.of ?? 0,
    };
  });
}

/** Cards of a topic list or a skill list: how many there are and the memory of those met. */
export async function readRecallBy(
  db: Database,
  learnerId: LearnerId,
  track: TrackId,
  column: "topics" | "skills",
): Promise<
  { key: string; phase: Phase | null; stability: number | null; lastStudyDay: StudyDay | null; cards: number }[]
> {
  const key = sql<string>`tag.name`;
  return db
    .select({
      key: key.as("key"),
      phase: memoryStates.phase,
      stability: memoryStates.stability,
      lastStudyDay: memoryStates.lastStudyDay,
      cards: count(),
    })
    .from(cards)
    .innerJoin(sql`unnest(${cards[column]}) as tag(name)`, sql`true`)
    .leftJoin(memoryStates, and(eq(memoryStates.cardId, cards.id), eq(memoryStates.learnerId, learnerId)))
    .where(and(eq(cards.track, track), isNull(cards.archivedAt), sql`${cards.kind} in ('flashcard', 'choice')`))
    .groupBy(key, memoryStates.phase, memoryStates.stability, memoryStates.lastStudyDay);
}
