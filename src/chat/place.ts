import type { ChannelRef } from "../app/cohort/my-cohorts.ts";
import type { Chat } from "./chat.ts";

/** The channel an event happened in, for the use cases; null in a direct message. */
export function channelOf(chat: Pick<Chat, "actor" | "place">): (ChannelRef & { channelName: string }) | null {
  if (chat.place.kind !== "channel") return null;
  const { workspace, channel, channelName } = chat.place;
  return { platform: chat.actor.platform, workspace, channel, channelName };
}

/** The workspace in which a channel may be picked: of the channel, or of the account; null if neither says. */
export function workspaceOf(chat: Pick<Chat, "actor" | "place">): string | null {
  return chat.place.kind === "channel" ? chat.place.workspace : chat.actor.scope || null;
}

/** Whether a form opened here can offer the channels to choose from. */
export function canPickChannel(chat: Pick<Chat, "actor" | "place" | "platform">): boolean {
  return chat.platform.capabilities.channelFields && workspaceOf(chat) !== null;
}
