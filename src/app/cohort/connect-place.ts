import { and, eq, gt, isNull } from "drizzle-orm";
import type { CohortId, PlaceId } from "../../core/ids.ts";
import { reopenPlace } from "../../db/blocked-places.ts";
import { type Cohort, readCohort } from "../../db/cohorts.ts";
import type { Database } from "../../db/database.ts";
import { oweDeliveries } from "../../db/deliveries.ts";
import { readMembership } from "../../db/memberships.ts";
import { connectCodes, places } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import type { DraftPlace } from "./draft.ts";
import { invitationKey } from "./start-cohort.ts";

/** How long a code can be used. */
export const codeValidMs = 10 * 60_000;
/** Without letters and digits that look alike. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

export interface ConnectCode {
  readonly cohort: Cohort;
  /** `7QK4-M2XD` */
  readonly code: string;
  readonly validUntilMs: number;
}

/** A code that brings the cohort into one more channel, once. The caller has checked the role. */
export async function makeConnectCode(ctx: AppContext, reader: Reader, cohort: Cohort): Promise<ConnectCode> {
  const part = () =>
    Array.from({ length: 4 }, () => alphabet[Math.floor(ctx.random.number() * alphabet.length)]).join("");
  const code = `${part()}-${part()}`;
  const createdAt = ctx.clock.nowMs();
  await ctx.db.insert(connectCodes).values({ code, cohortId: cohort.id, createdBy: reader.learner.id, createdAt });
  return { cohort, code, validUntilMs: createdAt + codeValidMs };
}

export type Connected =
  | { readonly kind: "connected" | "already"; readonly cohort: Cohort; readonly isMember: boolean }
  /** Used, too old, or never given out: nothing tells which. */
  | { readonly kind: "no-code" }
  | { readonly kind: "ended"; readonly cohort: Cohort };

/** Makes a channel one more place of the code's cohort. The caller has checked that the reader may manage it. */
export async function connectPlace(
  ctx: AppContext,
  reader: Reader,
  typedCode: string,
  place: DraftPlace,
): Promise<Connected> {
  const code = readCode(typedCode);
  const nowMs = ctx.clock.nowMs();
  const placeId = ctx.random.id() as PlaceId;
  return ctx.db.transaction(async (tx): Promise<Connected> => {
    const [used] = await tx
      .update(connectCodes)
      .set({ usedAt: nowMs })
      .where(
        and(eq(connectCodes.code, code), isNull(connectCodes.usedAt), gt(connectCodes.createdAt, nowMs - codeValidMs)),
      )
      .returning();
    if (!used) return { kind: "no-code" };
    const cohort = await readCohort(tx, used.cohortId);
    // Whoever made the code may have lost the role since.
    const maker = await readMembership(tx, used.cohortId, used.createdBy);
    if (!cohort || maker?.role !== "organiser") return { kind: "no-code" };
    if (cohort.state === "ended") return { kind: "ended", cohort };
    const isNew = await addPlace(tx, cohort.id, placeId, place, nowMs);
    const isMember = (await readMembership(tx, cohort.id, reader.learner.id)) !== null;
    return { kind: isNew ? "connected" : "already", cohort, isMember };
  });
}

/** As people type it: small letters, without the hyphen, with spaces. */
function readCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** False: it was one already. */
async function addPlace(
  tx: Database,
  cohortId: CohortId,
  id: PlaceId,
  to: DraftPlace,
  nowMs: number,
): Promise<boolean> {
  const { platform, workspace, channel } = to;
  const [known] = await tx
    .select()
    .from(places)
    .where(
      and(
        eq(places.cohortId, cohortId),
        eq(places.platform, platform),
        eq(places.workspace, workspace),
        eq(places.channel, channel),
      ),
    );
  if (known?.state === "active") return false;
  if (known) {
    await tx.update(places).set({ state: "active", blockedReason: null }).where(eq(places.id, known.id));
    await reopenPlace(tx, known.id, nowMs);
    return true;
  }
  await tx.insert(places).values({ id, cohortId, ...to, createdAt: nowMs });
  await oweDeliveries(tx, [
    {
      key: invitationKey(cohortId, id),
      kind: "invitation",
      platform,
      to: { placeId: id },
      cohortId,
      subject: {},
      dueAtMs: nowMs,
    },
  ]);
  return true;
}
