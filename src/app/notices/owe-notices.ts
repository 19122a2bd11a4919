import { and, asc, eq, isNull } from "drizzle-orm";
import type { CohortId, LearnerId, PlatformId } from "../../core/ids.ts";
import type { Database } from "../../db/database.ts";
import { oweDeliveries } from "../../db/deliveries.ts";
import { wantNoticesAgain } from "../../db/notices.ts";
import { identities, memberships } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { NoticeSubject } from "./read-notice.ts";

export interface NoticeWanted {
  readonly cohortId: CohortId;
  /** Names the cause: the same one is told once. */
  readonly key: string;
  readonly subject: NoticeSubject;
  /** Where it is best said; otherwise by the account linked last. */
  readonly platform?: PlatformId;
}

/** Tells every organiser by direct message, once for each cause. A cause that was solved and is back is edited in again. */
export async function oweNotices(ctx: AppContext, tx: Database, wanted: NoticeWanted): Promise<void> {
  const { cohortId, subject } = wanted;
  const nowMs = ctx.clock.nowMs();
  const organisers = await readOrganisers(tx, cohortId, wanted.platform ?? null);
  const owed = [...organisers].map(([learnerId, platform]) => ({
    key: `notice:${cohortId}:${wanted.key}:${learnerId}`,
    kind: "notice",
    platform,
    to: { learnerId },
    cohortId,
    subject: { ...subject },
    dueAtMs: nowMs,
  }));
  const fresh = new Set(await oweDeliveries(tx, owed));
  const known = owed.filter(({ key }) => !fresh.has(key)).map(({ key }) => key);
  await wantNoticesAgain(tx, known, { ...subject }, nowMs);
}

/** Each organiser and the platform that reaches them. */
async function readOrganisers(
  tx: Database,
  cohortId: CohortId,
  preferred: PlatformId | null,
): Promise<Map<LearnerId, PlatformId>> {
  const rows = await tx
    .select({
      learnerId: memberships.learnerId,
      platform: identities.platform,
      reachable: identities.reachable,
    })
    .from(memberships)
    .innerJoin(identities, eq(identities.learnerId, memberships.learnerId))
    .where(and(eq(memberships.cohortId, cohortId), eq(memberships.role, "organiser"), isNull(memberships.leftAt)))
    .orderBy(asc(identities.id));
  const best = new Map<LearnerId, { platform: PlatformId; rank: number }>();
  for (const { learnerId, platform, reachable } of rows) {
    const rank = (reachable ? 2 : 0) + (platform === preferred ? 1 : 0);
    const present = best.get(learnerId);
    if (!present || rank >= present.rank) best.set(learnerId, { platform, rank });
  }
  return new Map([...best].map(([learnerId, { platform }]) => [learnerId, platform]));
}
