import type { ChannelRef } from "../app/cohort/my-cohorts.ts";
import type { Chat } from "./chat.ts";

/** The channel an event happened in, for the use cases; null in a direct message. */
export function channelOf(chat: Pick<Chat, "actor" | "place">): (ChannelRef & { channelName: string }) | null {
  if (chat.place.kind !== "channel") return null;
  const { workspace, channel, channelName } = chat.place;
  return { platform: chat.actor.platform, workspace, channel, channelName };
}
