import type { LearnerId, PlatformId } from "../../core/ids.ts";
import type { Cohort } from "../../db/cohorts.ts";
import { type Membership, readMembershipsOf } from "../../db/memberships.ts";
import { type ChannelRef, readCohortsAt } from "../../db/places.ts";
import type { AppContext } from "../context.ts";
import { openCohorts } from "./open-cohorts.ts";

export type { ChannelRef, Cohort, Membership };

export interface MyCohort {
  readonly cohort: Cohort;
  readonly membership: Membership;
}

/** The cohorts a learner is in, the one joined first first; ended ones last. */
export async function cohortsOf(ctx: AppContext, learnerId: LearnerId): Promise<MyCohort[]> {
  const mine = await readMembershipsOf(ctx.db, learnerId);
  return [
    ...mine.filter(({ cohort }) => cohort.state === "active"),
    ...mine.filter(({ cohort }) => cohort.state !== "active"),
  ];
}

/** The cohort of a channel; of several the newest. Null in a direct message (`at` null) and where there is none. */
export async function cohortHere(ctx: AppContext, at: ChannelRef | null): Promise<Cohort | null> {
  return at ? ((await readCohortsAt(ctx.db, at))[0] ?? null) : null;
}

export type WhichCohort =
  | { readonly kind: "one"; readonly cohort: Cohort; readonly membership: Membership | null }
  | { readonly kind: "several"; readonly cohorts: readonly Cohort[] }
  | { readonly kind: "none" };

/**
 * Which cohort a command means: the one of this channel (the learner's own, if the channel has several), else the
 * learner's only one, else they have to say.
 */
export async function whichCohort(ctx: AppContext, learnerId: LearnerId, at: ChannelRef | null): Promise<WhichCohort> {
  const [mine, here] = await Promise.all([cohortsOf(ctx, learnerId), at ? readCohortsAt(ctx.db, at) : []]);
  const mineHere = mine.filter(({ cohort }) => here.some(({ id }) => id === cohort.id));
  const active = mine.filter(({ cohort }) => cohort.state === "active");
  // An ended group is meant only by those who have no other.
  const anywhere = active.length > 0 ? active : mine;
  const candidates = mineHere.length > 0 ? mineHere : here.length > 0 ? [] : anywhere;
  const [first] = candidates;
  if (first) {
    if (candidates.length === 1) return { kind: "one", ...first };
    return { kind: "several", cohorts: candidates.map(({ cohort }) => cohort) };
  }
  const [newest] = here;
  return newest ? { kind: "one", cohort: newest, membership: null } : { kind: "none" };
}

export type Joinable =
  /** One group to join, plainly the one meant. */
  | { readonly kind: "one"; readonly cohort: Cohort }
  | { readonly kind: "several"; readonly cohorts: readonly Cohort[] }
  /** Nothing new to join; already in this one. */
  | { readonly kind: "already"; readonly cohort: Cohort; readonly membership: Membership }
  | { readonly kind: "none" };

/**
 * What somebody may mean who asks to join: the group of this channel they are not in, else one of the workspace's,
 * which they pick by its name.
 */
export async function joinableHere(
  ctx: AppContext,
  learnerId: LearnerId,
  at: { readonly platform: PlatformId; readonly workspace: string | null; readonly channel: string | null },
): Promise<Joinable> {
  const { platform, workspace, channel } = at;
  const mine = await cohortsOf(ctx, learnerId);
  const here = workspace && channel ? await readCohortsAt(ctx.db, { platform, workspace, channel }) : [];
  const isMine = (cohort: Cohort) => mine.some((one) => one.cohort.id === cohort.id);
  const fresh = here.filter((cohort) => !isMine(cohort));
  const [first] = fresh;
  if (first) return fresh.length === 1 ? { kind: "one", cohort: first } : { kind: "several", cohorts: fresh };
  const mineHere = mine.find(({ cohort }) => here.some(({ id }) => id === cohort.id));
  if (mineHere) return { kind: "already", ...mineHere };
  const open = workspace ? await openCohorts(ctx, learnerId, { platform, workspace }, 25) : [];
  if (open.length > 0) return { kind: "several", cohorts: open };
  const [active] = mine.filter(({ cohort }) => cohort.state === "active");
  return active ? { kind: "already", ...active } : { kind: "none" };
}
