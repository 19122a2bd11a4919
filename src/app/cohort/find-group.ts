import type { CohortId } from "../../core/ids.ts";
import { type Cohort, readCohort } from "../../db/cohorts.ts";
import { readMembers, readMembership } from "../../db/memberships.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type CohortDraft, readDraft } from "./draft.ts";

export type GroupForOrganiser =
  | { readonly kind: "organiser"; readonly cohort: Cohort }
  /** `organisers`: names of those who may. */
  | { readonly kind: "not-organiser"; readonly cohort: Cohort; readonly organisers: readonly string[] }
  /** Nothing can be changed any more. */
  | { readonly kind: "ended"; readonly cohort: Cohort }
  | { readonly kind: "unknown" };

/** A cohort as somebody finds it who wants to change it. */
export async function groupForOrganiser(ctx: AppContext, reader: Reader, id: CohortId): Promise<GroupForOrganiser> {
  const cohort = await readCohort(ctx.db, id);
  if (!cohort) return { kind: "unknown" };
  if (cohort.state === "ended") return { kind: "ended", cohort };
  const membership = await readMembership(ctx.db, id, reader.learner.id);
  if (membership?.role === "organiser") return { kind: "organiser", cohort };
  const members = await readMembers(ctx.db, id);
  const organisers = members.filter(({ role }) => role === "organiser").map(({ name }) => name);
  return { kind: "not-organiser", cohort, organisers };
}

export type DraftOrGroup = { readonly kind: "draft"; readonly draft: CohortDraft } | GroupForOrganiser;

/** A draft's id becomes its cohort's, so a button made for the draft leads to the cohort once it has started. */
export async function draftOrGroup(ctx: AppContext, reader: Reader, id: CohortId): Promise<DraftOrGroup> {
  const draft = await readDraft(ctx, reader.learner.id);
  return draft?.id === id ? { kind: "draft", draft } : groupForOrganiser(ctx, reader, id);
}
