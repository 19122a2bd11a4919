import type { Track } from "../../core/curriculum/track.ts";
import type { TrackId } from "../../core/ids.ts";
import { countCards, type RecallState, readRecallStates } from "../../db/recall.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type Reach, reachedWeek } from "../study/reach.ts";
import { studyDayOf } from "../study/study-day.ts";
import { trackOf } from "../study/waiting.ts";
import { type BlockMastery, masteryOf } from "./mastery.ts";

export interface MyBlocks {
  readonly trackId: TrackId;
  readonly track: Track;
  readonly reach: Reach;
  readonly states: readonly RecallState[];
  readonly blocks: readonly BlockMastery[];
}

/** The blocks of the track a learner studies, with what they would recall; null where they study none. */
export async function readBlocks(ctx: AppContext, learner: Reader["learner"]): Promise<MyBlocks | null> {
  const trackId = await trackOf(ctx, learner);
  const track = trackId && ctx.tracks.get(trackId);
  if (!trackId || !track) return null;
  const [states, counts, reach] = await Promise.all([
    readRecallStates(ctx.db, learner.id, trackId),
    countCards(ctx.db, trackId),
    reachedWeek(ctx, learner, trackId),
  ]);
  const at = { today: studyDayOf(ctx, learner), nowMs: ctx.clock.nowMs(), weights: learner.weights, reach };
  return { trackId, track, reach, states, blocks: masteryOf(track, states, counts, at) };
}
