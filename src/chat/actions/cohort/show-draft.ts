import { type CohortDraft, saveDraft } from "../../../app/cohort/draft.ts";
import { previewDraft } from "../../../app/cohort/preview-draft.ts";
import type { Chat } from "../../chat.ts";
import { canPickChannel, channelOf } from "../../place.ts";
import type { View } from "../../view.ts";
import { type Access, draftView } from "../../views/cohort-draft.ts";

/** The draft as it stands, with what the platform says of the channel right now. */
export async function showDraft(chat: Chat, draft: CohortDraft): Promise<View> {
  const here = await placedHere(chat, draft);
  const [preview, access] = await Promise.all([previewDraft(chat.ctx, here), accessTo(chat, here)]);
  return draftView(preview, access, canPickChannel(chat));
}

/** A draft begun on another platform cannot be checked from here: it moves to where its writer is now. */
async function placedHere(chat: Chat, draft: CohortDraft): Promise<CohortDraft> {
  if (!draft.place || draft.place.platform === chat.actor.platform) return draft;
  const moved = { ...draft, place: channelOf(chat) };
  await saveDraft(chat.ctx, (await chat.reader()).learner.id, moved);
  return moved;
}

async function accessTo(chat: Chat, draft: CohortDraft): Promise<Access | null> {
  if (!draft.place) return null;
  const { workspace, channel } = draft.place;
  return (await chat.platform.access?.({ workspace, channel })) ?? { ok: true };
}
