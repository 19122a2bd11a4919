import {
  aliasedTable,
  and,
  asc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNull,
  like,
  lt,
  lte,
  min,
  ne,
  notExists,
  or,
  sql,
} from "drizzle-orm";
import type { CohortId, LearnerId, PlaceId, PlatformId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { deliveries, identities, places } from "./schema/index.ts";

export type Delivery = typeof deliveries.$inferSelect;

/** A message to be owed to a place or a person. */
export interface OwedDelivery {
  readonly key: string;
  readonly kind: string;
  readonly platform: PlatformId;
  readonly to: { readonly placeId: PlaceId } | { readonly learnerId: LearnerId };
  readonly cohortId?: CohortId;
  readonly subject: Record<string, unknown>;
  readonly dueAtMs: number;
  /** It came too late and will not go out: the row is kept to tell the organiser. */
  readonly missed?: boolean;
}

export function laneOf(to: OwedDelivery["to"]): string {
  return "placeId" in to ? `place:${to.placeId}` : `learner:${to.learnerId}`;
}

/** Why a delivery was skipped that came too late to be caught up with. */
export const missedReason = "more than 6 hours late";

/**
 * Writes what is owed; of a key that is known already nothing changes. Only what was missed gives way when its date gets
 * a message after all (the hour was changed to a later one). Returns the keys that are new.
 */
export async function oweDeliveries(db: Database, owed: readonly OwedDelivery[]): Promise<string[]> {
  const keys: string[] = [];
  // Postgres takes at most 65,535 parameters a statement.
  for (let at = 0; at < owed.length; at += 1_000) {
    const rows = await db
      .insert(deliveries)
      .values(owed.slice(at, at + 1_000).map(rowOf))
      .onConflictDoUpdate({
        target: deliveries.key,
        set: {
          state: sql`excluded.state`,
          subject: sql`excluded.subject`,
          dueAt: sql`excluded.due_at`,
          nextTryAt: sql`excluded.next_try_at`,
          lastError: null,
        },
        setWhere: sql`${deliveries.state} = 'skipped' and ${deliveries.lastError} = ${missedReason} and excluded.state = 'owed'`,
      })
      .returning({ key: deliveries.key });
    keys.push(...rows.map((row) => row.key));
  }
  return keys;
}

function rowOf(owed: OwedDelivery): typeof deliveries.$inferInsert {
  return {
    key: owed.key,
    kind: owed.kind,
    platform: owed.platform,
    lane: laneOf(owed.to),
    ...owed.to,
    ...(owed.cohortId === undefined ? {} : { cohortId: owed.cohortId }),
    subject: owed.subject,
    dueAt: owed.dueAtMs,
    nextTryAt: owed.dueAtMs,
    ...(owed.missed ? { state: "skipped" as const, lastError: missedReason } : {}),
  };
}

export interface ClaimOptions {
  readonly platform: PlatformId;
  readonly nowMs: number;
  readonly leaseMs: number;
  readonly limit: number;
}

/** A row this process may work on until `claimedUntil`. */
export interface Claim {
  readonly delivery: Delivery;
  readonly claimedUntilMs: number;
  /** An earlier try may have reached the platform. */
  readonly mayExist: boolean;
}

const earlier = aliasedTable(deliveries, "earlier");

/**
 * A claim is over when its time is up. One that lies further ahead than any lease was written before the clock was set
 * back, and is over too; an hour more, so that processes may differ by minutes.
 */
function isFree(options: ClaimOptions) {
  return or(
    isNull(deliveries.claimedUntil),
    lte(deliveries.claimedUntil, options.nowMs),
    gt(deliveries.claimedUntil, options.nowMs + options.leaseMs + 3_600_000),
  );
}

/**
 * Claims posts that are due, of each lane only the first one owed: so one is in flight and they come in order. That
 * holds for any number of processes at once: a row leaves `owed` only when it is done, and until then every other
 * process sees it before its successors. From the claim on the message may exist.
 */
export async function claimPosts(db: Database, options: ClaimOptions): Promise<Claim[]> {
  const claimedUntilMs = options.nowMs + options.leaseMs;
  const due = db.$with("due").as(
    db
      .select({ id: deliveries.id, had: sql<number>`${deliveries.mayExist}`.as("had") })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.state, "owed"),
          eq(deliveries.platform, options.platform),
          lte(deliveries.nextTryAt, options.nowMs),
          isFree(options),
          notExists(
            db
              .select({ one: sql`1` })
              .from(earlier)
              .where(
                and(
                  eq(earlier.lane, deliveries.lane),
                  eq(earlier.state, "owed"),
                  sql`(${earlier.dueAt}, ${earlier.id}) < (${deliveries.dueAt}, ${deliveries.id})`,
                ),
              ),
          ),
        ),
      )
      .orderBy(asc(deliveries.nextTryAt), asc(deliveries.id))
      .limit(options.limit)
      .for("update", { skipLocked: true }),
  );
  const rows = await db
    .with(due)
    .update(deliveries)
    .set({ claimedUntil: claimedUntilMs, mayExist: 1, attempts: sql`${deliveries.attempts} + 1` })
    .from(due)
    .where(eq(deliveries.id, due.id))
    .returning({ ...getTableColumns(deliveries), had: due.had });
  return rows
    .map(({ had, ...delivery }) => ({ delivery, claimedUntilMs, mayExist: had === 1 }))
    .sort((a, b) => a.delivery.dueAt - b.delivery.dueAt || a.delivery.id - b.delivery.id);
}

/** Claims posts that show less than they should, at most one edit a message at a time. Posts of the same lane go first. */
export async function claimEdits(db: Database, options: ClaimOptions): Promise<Claim[]> {
  const claimedUntilMs = options.nowMs + options.leaseMs;
  const due = db.$with("due").as(
    db
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.state, "sent"),
          sql`${deliveries.wantedVersion} > ${deliveries.shownVersion}`,
          eq(deliveries.platform, options.platform),
          lte(deliveries.editAfter, options.nowMs),
          isFree(options),
          notExists(
            db
              .select({ one: sql`1` })
              .from(earlier)
              .where(
                and(
                  eq(earlier.lane, deliveries.lane),
                  eq(earlier.state, "owed"),
                  lte(earlier.nextTryAt, options.nowMs),
                ),
              ),
          ),
        ),
      )
      .orderBy(asc(deliveries.editAfter), asc(deliveries.id))
      .limit(options.limit)
      .for("update", { skipLocked: true }),
  );
  const rows = await db
    .with(due)
    .update(deliveries)
    .set({ claimedUntil: claimedUntilMs, attempts: sql`${deliveries.attempts} + 1` })
    .from(due)
    .where(eq(deliveries.id, due.id))
    .returning(getTableColumns(deliveries));
  return rows.map((delivery) => ({ delivery, claimedUntilMs, mayExist: true }));
}

function isMine(claim: Claim) {
  return and(eq(deliveries.id, claim.delivery.id), eq(deliveries.claimedUntil, claim.claimedUntilMs));
}

/** The message stands. Written even if the claim ran out meanwhile: whoever took over finds the same message. */
export async function markPosted(
  db: Database,
  claim: Claim,
  posted: { messageRef: string; nowMs: number; editAfterMs: number },
): Promise<void> {
  await db
    .update(deliveries)
    .set({
      state: "sent",
      messageRef: posted.messageRef,
      sentAt: posted.nowMs,
      shownVersion: claim.delivery.wantedVersion,
      editAfter: posted.editAfterMs,
      attempts: 0,
      claimedUntil: null,
      lastError: null,
    })
    .where(and(eq(deliveries.id, claim.delivery.id), eq(deliveries.state, "owed")));
}

/** The message shows what was wanted when it was claimed; `error` where the platform refused and it stays as it is. */
export async function markShown(
  db: Database,
  claim: Claim,
  shown: { editAfterMs: number; error: string | null },
): Promise<void> {
  await db
    .update(deliveries)
    .set({
      shownVersion: claim.delivery.wantedVersion,
      editAfter: shown.editAfterMs,
      attempts: 0,
      claimedUntil: null,
      lastError: shown.error,
    })
    .where(isMine(claim));
}

/** Gives the claim back until a later moment. `attempts` and `mayExist` are what stands from now on. */
export async function putOff(
  db: Database,
  claim: Claim,
  later: { atMs: number; attempts: number; mayExist: boolean; error: string | null },
): Promise<void> {
  const at = claim.delivery.state === "owed" ? { nextTryAt: later.atMs } : { editAfter: later.atMs };
  await db
    .update(deliveries)
    .set({
      ...at,
      attempts: later.attempts,
      mayExist: later.mayExist ? 1 : 0,
      claimedUntil: null,
      lastError: later.error,
    })
    .where(isMine(claim));
}

/** It will not go out: nothing to show any more (`skipped`), or given up (`dead`, which an operator may retry). */
export async function markOver(
  db: Database,
  claim: Claim,
  over: { state: "skipped" | "dead"; error: string },
): Promise<void> {
  await db
    .update(deliveries)
    .set({ state: over.state, claimedUntil: null, lastError: over.error })
    .where(and(isMine(claim), eq(deliveries.state, "owed")));
}

/** Where what a blocked place is owed waits, out of the way of the senders. */
const parkedMs = Date.UTC(9999, 0, 1);

/** Nothing more is sent there until `reopenPlace`. */
export async function blockPlace(db: Database, placeId: PlaceId, reason: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .update(places)
      .set({ state: "blocked", blockedReason: reason })
      .where(and(eq(places.id, placeId), ne(places.state, "left")));
    await tx
      .update(deliveries)
      .set({ nextTryAt: parkedMs, claimedUntil: null })
      .where(and(eq(deliveries.lane, laneOf({ placeId })), eq(deliveries.state, "owed")));
  });
}

/** The person takes no direct messages on this platform: nothing more is tried until they ask again. */
export async function markUnreachable(db: Database, learnerId: LearnerId, platform: PlatformId): Promise<void> {
  await db
    .update(identities)
    .set({ reachable: false })
    .where(and(eq(identities.learnerId, learnerId), eq(identities.platform, platform)));
}

/** The place may be written to again: what it is still owed comes due now. */
export async function reopenPlace(db: Database, placeId: PlaceId, nowMs: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .update(places)
      .set({ state: "active", blockedReason: null })
      .where(and(eq(places.id, placeId), eq(places.state, "blocked")));
    await tx
      .update(deliveries)
      .set({ nextTryAt: nowMs, attempts: 0 })
      .where(
        and(eq(deliveries.lane, laneOf({ placeId })), eq(deliveries.state, "owed"), eq(deliveries.nextTryAt, parkedMs)),
      );
  });
}

/**
 * The first moment after `afterMs` at which senders of these platforms may find something; null when nothing waits. What
 * is due already is left out: it was tried, or waits for another of its lane.
 */
export async function nextSendAt(
  db: Database,
  platforms: readonly PlatformId[],
  afterMs: number,
): Promise<number | null> {
  if (platforms.length === 0) return null;
  const ofThese = inArray(deliveries.platform, [...platforms]);
  const tryAt = sql<number>`greatest(${deliveries.nextTryAt}, ${deliveries.claimedUntil})`;
  const editAt = sql<number>`greatest(${deliveries.editAfter}, ${deliveries.claimedUntil})`;
  const after = sql`${new Date(afterMs).toISOString()}::timestamptz`;
  const [owed] = await db
    .select({ at: min(tryAt).mapWith(deliveries.nextTryAt) })
    .from(deliveries)
    .where(and(eq(deliveries.state, "owed"), ofThese, lt(deliveries.nextTryAt, parkedMs), sql`${tryAt} > ${after}`));
  const [changed] = await db
    .select({ at: min(editAt).mapWith(deliveries.editAfter) })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.state, "sent"),
        sql`${deliveries.wantedVersion} > ${deliveries.shownVersion}`,
        ofThese,
        sql`${editAt} > ${after}`,
      ),
    );
  const moments = [owed?.at, changed?.at].filter((at): at is number => typeof at === "number");
  return moments.length > 0 ? Math.min(...moments) : null;
}

/** The message a delivery became; null while it is not out. */
export async function messageOf(db: Database, key: string): Promise<string | null> {
  const [row] = await db.select({ ref: deliveries.messageRef }).from(deliveries).where(eq(deliveries.key, key));
  return row?.ref ?? null;
}

/** Messages that show something which has changed: they are edited at once, or when their 15 s are over. */
export async function wantShown(db: Database, keys: readonly string[], nowMs: number): Promise<void> {
  if (keys.length === 0) return;
  await db
    .update(deliveries)
    .set({
      wantedVersion: sql`${deliveries.wantedVersion} + 1`,
      editAfter: sql`coalesce(${deliveries.editAfter}, ${new Date(nowMs).toISOString()}::timestamptz)`,
    })
    .where(inArray(deliveries.key, [...keys]));
}

/**
 * The threads under a question's posts show something that has changed. One that was skipped, since nobody had shared
 * anything, comes due after all.
 */
export async function wantRecapsShown(
  db: Database,
  question: { cohortId: CohortId; date: string },
  nowMs: number,
): Promise<void> {
  const now = sql`${new Date(nowMs).toISOString()}::timestamptz`;
  await db
    .update(deliveries)
    .set({
      wantedVersion: sql`${deliveries.wantedVersion} + 1`,
      editAfter: sql`coalesce(${deliveries.editAfter}, ${now})`,
      state: sql`case when ${deliveries.state} = 'skipped' then 'owed' else ${deliveries.state} end`,
      nextTryAt: sql`case when ${deliveries.state} = 'skipped' then ${now} else ${deliveries.nextTryAt} end`,
    })
    .where(
      and(
        eq(deliveries.cohortId, question.cohortId),
        eq(deliveries.kind, "recap"),
        like(deliveries.key, `recap:${question.cohortId}:${question.date}:%`),
      ),
    );
}
