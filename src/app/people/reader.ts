import { and, eq } from "drizzle-orm";
import type { IdentityId, PlatformId } from "../../core/ids.ts";
import { isZone } from "../../core/study-day.ts";
import { identities, learners } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";

/** A learner as one event sees them: the row, and the account they came through. */
export interface Reader {
  readonly learner: typeof learners.$inferSelect;
  readonly identityId: IdentityId;
}

export interface Account {
  readonly platform: PlatformId;
  readonly scope: string;
  readonly userId: string;
  readonly displayName: string;
  readonly zone?: string;
}

/** Finds the learner behind an account, or makes both. A name changed on the platform is taken over; a zone only as long as nobody chose one. */
export async function findReader(ctx: AppContext, account: Account): Promise<Reader> {
  const found = await readAccount(ctx, account);
  if (!found) return createReader(ctx, account);
  const name = displayName(account);
  const zone = account.zone && isZone(account.zone) ? account.zone : null;
  const zoneIsNew = zone !== null && found.learner.zoneFrom !== "chosen" && found.learner.zone !== zone;
  if (found.identityName === name && !zoneIsNew) return found;
  await ctx.db.update(identities).set({ displayName: name }).where(eq(identities.id, found.identityId));
  const [learner] = await ctx.db
    .update(learners)
    .set({ displayName: name, ...(zoneIsNew ? { zone, zoneFrom: "platform" as const } : {}) })
    .where(eq(learners.id, found.learner.id))
    .returning();
  return { learner: learner ?? found.learner, identityId: found.identityId };
}

async function readAccount(ctx: AppContext, account: Account) {
  const [row] = await ctx.db
    .select({ learner: learners, identityId: identities.id, identityName: identities.displayName })
    .from(identities)
    .innerJoin(learners, eq(learners.id, identities.learnerId))
    .where(
      and(
        eq(identities.platform, account.platform),
        eq(identities.scope, account.scope),
        eq(identities.userId, account.userId),
      ),
    );
  return row;
}

async function createReader(ctx: AppContext, account: Account): Promise<Reader> {
  const zone = account.zone && isZone(account.zone) ? account.zone : null;
  const createdAt = ctx.clock.nowMs();
  const made = await ctx.db.transaction(async (tx) => {
    const [learner] = await tx
      .insert(learners)
      .values({
        displayName: displayName(account),
        zone: zone ?? "UTC",
        zoneFrom: zone ? "platform" : "default",
        createdAt,
      })
      .returning();
    if (!learner) throw new Error("a learner was not inserted");
    const [identity] = await tx
      .insert(identities)
      .values({
        learnerId: learner.id,
        platform: account.platform,
        scope: account.scope,
        userId: account.userId,
        displayName: learner.displayName,
        createdAt,
      })
      .onConflictDoNothing()
      .returning({ id: identities.id });
    if (identity) return { learner, identityId: identity.id };
    // Somebody else's first event of this account won: keep theirs, drop the learner just made.
    await tx.delete(learners).where(eq(learners.id, learner.id));
    return null;
  });
  const reader = made ?? (await readAccount(ctx, account));
  if (!reader) throw new Error("an account vanished while it was read");
  return reader;
}

/** Control characters and runs of space would let a name break out of its line. */
function displayName(account: Account): string {
  const clean = account.displayName.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return [...clean].slice(0, 32).join("") || "Somebody";
}
