import { and, count, eq, inArray, isNotNull, isNull, lte, notExists } from "drizzle-orm";
import { blockOfWeek } from "../../core/curriculum/track.ts";
import type { CohortId, StudyDay } from "../../core/ids.ts";
import { localTimeOf } from "../../core/study-day.ts";
import { type Cohort, readCohort, readPauses } from "../../db/cohorts.ts";
import type { Database } from "../../db/database.ts";
import { wantShown } from "../../db/deliveries.ts";
import { countMembers, type Membership, readMembership, readMembershipsOf } from "../../db/memberships.ts";
import { readPlaces } from "../../db/places.ts";
import { cards, identities, learners, memberships, memoryStates, pastMemberships } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { oweFirstReminder } from "../reminders/owe-reminder.ts";
import { setReminder } from "../settings/set-reminder.ts";
import { outlookOf } from "./outlook.ts";
import { invitationKey, takeCohortZone } from "./start-cohort.ts";

export interface JoinWish {
  readonly cohortId: CohortId;
  /** Typed by the learner; null: the profile's, else the cohort's. */
  readonly zone: string | null;
  readonly board: Membership["board"];
  /** Wall clock of a reminder; null leaves what is set. */
  readonly reminderTime: string | null;
}

export type Joined =
  | { readonly kind: "joined"; readonly cohort: Cohort; readonly welcome: JoinWelcome }
  | { readonly kind: "already"; readonly cohort: Cohort; readonly membership: Membership }
  | { readonly kind: "ended"; readonly cohort: Cohort }
  | { readonly kind: "unknown" };

/** What somebody who has just joined reads. */
export interface JoinWelcome {
  readonly week: number;
  readonly blockTitle: string;
  readonly firstDay: StudyDay;
  readonly today: StudyDay;
  readonly board: Membership["board"];
  readonly zone: string;
  readonly rolloverHour: number;
  readonly newPerDay: number;
  readonly reminderTime: string | null;
  /** New cards of the weeks reached. */
  readonly newCards: number;
  /** Another cohort of the learner's on the same track. */
  readonly otherCohort: string | null;
}

/** Once a person and cohort: joining again shows the membership there is, and changes nothing. */
export async function joinCohort(ctx: AppContext, reader: Reader, wish: JoinWish): Promise<Joined> {
  const cohort = await readCohort(ctx.db, wish.cohortId);
  if (!cohort) return { kind: "unknown" };
  const learnerId = reader.learner.id;
  const present = await readMembership(ctx.db, cohort.id, learnerId);
  if (present) return { kind: "already", cohort, membership: present };
  if (cohort.state === "ended") return { kind: "ended", cohort };
  const nowMs = ctx.clock.nowMs();
  const inserted = await ctx.db.transaction(async (tx) => {
    const mine = await becomeMember(tx, cohort, reader, wish, nowMs);
    if (!mine) return false;
    if (wish.zone) {
      await tx.update(learners).set({ zone: wish.zone, zoneFrom: "chosen" }).where(eq(learners.id, learnerId));
    } else await takeCohortZone(tx, learnerId, cohort.zone);
    await keepReminder(tx, reader, wish, nowMs);
    await reviseInvitations(tx, cohort.id, nowMs);
    return true;
  });
  const membership = await readMembership(ctx.db, cohort.id, learnerId);
  if (!inserted && membership) return { kind: "already", cohort, membership };
  return { kind: "joined", cohort, welcome: await welcomeOf(ctx, reader, cohort, wish.board) };
}

/** False: another press was first. Who comes back after leaving is a member, whatever they were. */
async function becomeMember(
  tx: Database,
  cohort: Cohort,
  reader: Reader,
  wish: JoinWish,
  nowMs: number,
): Promise<boolean> {
  await keepSpan(tx, cohort.id, reader.learner.id);
  const values = { role: "member" as const, board: wish.board, joinedAt: nowMs, leftAt: null };
  const rows = await tx
    .insert(memberships)
    .values({ cohortId: cohort.id, learnerId: reader.learner.id, ...values })
    .onConflictDoUpdate({
      target: [memberships.cohortId, memberships.learnerId],
      set: values,
      setWhere: isNotNull(memberships.leftAt),
    })
    .returning({ cohortId: memberships.cohortId });
  return rows.length > 0;
}

/** The time before somebody left is overwritten when they come back; what they earned in it still counts. */
async function keepSpan(tx: Database, cohortId: CohortId, learnerId: Reader["learner"]["id"]): Promise<void> {
  const [before] = await tx
    .select({ joinedAt: memberships.joinedAt, leftAt: memberships.leftAt })
    .from(memberships)
    .where(and(eq(memberships.cohortId, cohortId), eq(memberships.learnerId, learnerId)))
    .for("update");
  if (!before || before.leftAt === null) return;
  const { joinedAt, leftAt } = before;
  await tx.insert(pastMemberships).values({ cohortId, learnerId, joinedAt, leftAt }).onConflictDoNothing();
}

/** In the zone as it is now: the one just chosen, or the cohort's. */
async function keepReminder(tx: Database, reader: Reader, wish: JoinWish, nowMs: number): Promise<void> {
  const [learner] = await tx.select().from(learners).where(eq(learners.id, reader.learner.id));
  const time = wish.reminderTime ?? learner?.reminderTime ?? null;
  if (!learner || time === null) return;
  await setReminder(tx, { learnerId: learner.id, zone: learner.zone, time, quietDays: learner.quietDays }, nowMs);
  if (wish.reminderTime === null) return;
  const [account] = await tx.select().from(identities).where(eq(identities.id, reader.identityId));
  if (account) await oweFirstReminder(tx, { learnerId: learner.id, platform: account.platform }, nowMs);
}

async function welcomeOf(
  ctx: AppContext,
  reader: Reader,
  cohort: Cohort,
  board: Membership["board"],
): Promise<JoinWelcome> {
  const nowMs = ctx.clock.nowMs();
  const { week } = outlookOf(cohort, await readPauses(ctx.db, cohort.id), nowMs);
  const [[learner], mine, newCards] = await Promise.all([
    ctx.db.select().from(learners).where(eq(learners.id, reader.learner.id)),
    readMembershipsOf(ctx.db, reader.learner.id),
    // Before the first day the cards of week 1 are open already.
    countNewCards(ctx.db, reader, cohort, Math.max(1, week)),
  ]);
  const { zone, rolloverHour, newPerDay, reminderTime } = learner ?? reader.learner;
  const track = ctx.tracks.get(cohort.track);
  const other = mine.find((one) => one.cohort.id !== cohort.id && one.cohort.track === cohort.track);
  return {
    ...{ week, board, zone, rolloverHour, newPerDay, reminderTime, newCards },
    blockTitle: (track && blockOfWeek(track, Math.max(1, week))?.title) ?? "",
    firstDay: cohort.firstDay,
    today: localTimeOf(nowMs, cohort.zone).day,
    otherCohort: other?.cohort.name ?? null,
  };
}

/** Cards that come in by themselves: interview and design cards wait for a daily question or a request. */
async function countNewCards(db: Database, reader: Reader, cohort: Cohort, week: number): Promise<number> {
  const [row] = await db
    .select({ waiting: count() })
    .from(cards)
    .where(
      and(
        eq(cards.track, cohort.track),
        lte(cards.week, week),
        isNull(cards.archivedAt),
        inArray(cards.kind, ["flashcard", "choice"]),
        notExists(
          db
            .select({ cardId: memoryStates.cardId })
            .from(memoryStates)
            .where(and(eq(memoryStates.cardId, cards.id), eq(memoryStates.learnerId, reader.learner.id))),
        ),
      ),
    );
  return row?.waiting ?? 0;
}

/** The invitations follow who joins and leaves, and the end of the group. */
export async function reviseInvitations(tx: Database, cohortId: CohortId, nowMs: number): Promise<void> {
  const placed = await readPlaces(tx, cohortId);
  const keys = placed.map(({ id }) => invitationKey(cohortId, id));
  await wantShown(tx, keys, nowMs);
}

/** What the invitation shows and the join form needs to know before it opens. */
export async function readInvitation(ctx: AppContext, cohortId: CohortId) {
  const cohort = await readCohort(ctx.db, cohortId);
  if (!cohort) return null;
  return {
    cohort,
    trackTitle: ctx.tracks.get(cohort.track)?.title ?? cohort.track,
    members: await countMembers(ctx.db, cohortId),
  };
}
