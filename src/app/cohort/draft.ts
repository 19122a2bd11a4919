import { and, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { type PaceWeeks, paces } from "../../core/curriculum/pace.ts";
import type { CohortId, LearnerId, PlatformId, StudyDay, TrackId } from "../../core/ids.ts";
import { addDays, isStudyDay, localTimeOf, weekdayOf } from "../../core/study-day.ts";
import { cohortDrafts } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";

const channelOfDraft = z.object({
  platform: z.string().transform((text) => text as PlatformId),
  workspace: z.string(),
  channel: z.string(),
  /** Empty where the platform's picker told only the reference. */
  channelName: z.string(),
});

/** What is chosen so far of a new cohort. Its id becomes the cohort's, so that starting twice starts once. */
export const CohortDraft = z.object({
  id: z.string().transform((text) => text as CohortId),
  name: z.string().nullable(),
  track: z.string().transform((text) => text as TrackId),
  firstDay: z
    .string()
    .refine(isStudyDay)
    .transform((text) => text as StudyDay),
  zone: z.string(),
  /** Nobody has said a zone and the platform tells none: UTC until somebody does. */
  zoneUnknown: z.boolean().optional(),
  paceWeeks: z.literal([...paces]),
  dailyTime: z.string(),
  dailyDays: z.array(z.number().int().min(1).max(7)).min(1),
  checkInDay: z.number().int().min(1).max(7),
  place: channelOfDraft.nullable(),
});
export type CohortDraft = z.infer<typeof CohortDraft>;

export interface DraftPlace {
  readonly platform: PlatformId;
  readonly workspace: string;
  readonly channel: string;
  readonly channelName: string;
}

const keptMs = 7 * 86_400_000;
const standardPace: PaceWeeks = 32;

/** Null: none, or older than seven days, or of a shape that is no longer read. */
export async function readDraft(ctx: AppContext, learnerId: LearnerId): Promise<CohortDraft | null> {
  const [row] = await ctx.db
    .select({ draft: cohortDrafts.draft })
    .from(cohortDrafts)
    .where(and(eq(cohortDrafts.learnerId, learnerId), gt(cohortDrafts.updatedAt, ctx.clock.nowMs() - keptMs)));
  const parsed = CohortDraft.safeParse(row?.draft);
  return parsed.success && ctx.tracks.has(parsed.data.track) ? parsed.data : null;
}

export async function saveDraft(ctx: AppContext, learnerId: LearnerId, draft: CohortDraft): Promise<void> {
  const row = { draft: { ...draft }, updatedAt: ctx.clock.nowMs() };
  await ctx.db
    .insert(cohortDrafts)
    .values({ learnerId, ...row })
    .onConflictDoUpdate({ target: cohortDrafts.learnerId, set: row });
}

/** Only this draft: a newer one is left alone. */
export async function discardDraft(ctx: AppContext, learnerId: LearnerId, id: CohortId): Promise<void> {
  const draft = await readDraft(ctx, learnerId);
  if (draft?.id === id) await ctx.db.delete(cohortDrafts).where(eq(cohortDrafts.learnerId, learnerId));
}

/** A draft in which everything that can be guessed is: one press may be enough. Stored, in place of an older one. */
export async function newDraft(ctx: AppContext, reader: Reader, place: DraftPlace | null): Promise<CohortDraft> {
  const [track] = ctx.tracks.values();
  if (!track) throw new Error("no track was loaded");
  const zoneUnknown = reader.learner.zoneFrom === "default";
  const zone = zoneUnknown ? "UTC" : reader.learner.zone;
  const today = localTimeOf(ctx.clock.nowMs(), zone).day;
  const draft: CohortDraft = {
    id: ctx.random.id() as CohortId,
    name: place ? nameOfChannel(place.channelName) : null,
    track: track.id as TrackId,
    firstDay: addDays(today, (8 - weekdayOf(today)) % 7),
    zone,
    zoneUnknown,
    paceWeeks: standardPace,
    dailyTime: "18:30",
    dailyDays: [1, 2, 3, 4, 5],
    checkInDay: 7,
    place,
  };
  await saveDraft(ctx, reader.learner.id, draft);
  return draft;
}

function nameOfChannel(channelName: string): string | null {
  const words = channelName.replace(/[-_\s\p{Cc}]+/gu, " ").trim();
  return [...words].slice(0, cohortNameMost).join("") || null;
}

/** Characters of a cohort's name. */
export const cohortNameMost = 60;
