import type { CohortId } from "../../core/ids.ts";
import { readCohortsAt } from "../../db/places.ts";
import type { AppContext } from "../context.ts";
import type { CohortDraft } from "./draft.ts";
import { type Outlook, outlookOf } from "./outlook.ts";

export interface DraftPreview {
  readonly draft: CohortDraft;
  readonly trackTitle: string;
  /** Every track there is, for the select where there are several. */
  readonly tracks: readonly { readonly id: string; readonly title: string }[];
  readonly outlook: Outlook;
  /** Names of cohorts that already live in the channel. */
  readonly alsoHere: readonly string[];
  readonly nowMs: number;
}

export async function previewDraft(ctx: AppContext, draft: CohortDraft): Promise<DraftPreview> {
  const nowMs = ctx.clock.nowMs();
  const others = draft.place ? await readCohortsAt(ctx.db, draft.place) : [];
  const tracks = [...ctx.tracks.values()].map(({ id, title }) => ({ id, title }));
  return {
    draft,
    trackTitle: ctx.tracks.get(draft.track)?.title ?? draft.track,
    tracks,
    outlook: outlookOf(draft, [], nowMs),
    alsoHere: others.filter(({ id }) => id !== (draft.id as CohortId)).map(({ name }) => name),
    nowMs,
  };
}
