import { and, eq, isNull } from "drizzle-orm";
import type { TrackId } from "../../core/ids.ts";
import { learners } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { studyDayOf } from "./study-day.ts";

/** Puts somebody without a group on a track, from week 1 today. Done already: their first day stays. */
export async function studyAlone(ctx: AppContext, reader: Reader, track?: TrackId): Promise<Reader> {
  const chosen = track ?? [...ctx.tracks.keys()][0];
  if (!chosen) throw new Error("no track is loaded");
  const [learner] = await ctx.db
    .update(learners)
    .set({ soloTrack: chosen, soloStart: studyDayOf(ctx, reader.learner) })
    .where(and(eq(learners.id, reader.learner.id), isNull(learners.soloTrack)))
    .returning();
  return learner ? { ...reader, learner } : reader;
}
