import {
  aliasedTable,
  and,
  asc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNull,
  lt,
  lte,
  min,
  notExists,
  or,
  sql,
} from "drizzle-orm";
import type { PlatformId } from "../core/ids.ts";
import type { Database } from "./database.ts";
import { type Delivery, parkedMs } from "./deliveries.ts";
import { deliveries } from "./schema/index.ts";

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

export interface Posted {
  readonly claim: Claim;
  readonly messageRef: string;
  readonly nowMs: number;
}

/** The messages stand; the first change of one is shown at once. Written even if a claim ran out meanwhile: whoever took over finds the same message. */
export async function markAllPosted(db: Database, posted: readonly Posted[]): Promise<void> {
  if (posted.length === 0) return;
  const rows = posted.map(({ claim, messageRef, nowMs }) => ({
    id: claim.delivery.id,
    message_ref: messageRef,
    shown_version: claim.delivery.wantedVersion,
    sent_at: new Date(nowMs).toISOString(),
  }));
  await db.execute(sql`
    update deliveries d
    set state = 'sent', message_ref = p.message_ref, sent_at = p.sent_at, shown_version = p.shown_version,
      edit_after = p.sent_at, attempts = 0, claimed_until = null, last_error = null
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as p(id bigint, message_ref text, shown_version int, sent_at timestamptz)
    where d.id = p.id and d.state = 'owed'`);
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
