import { cohortHere } from "../app/cohort/my-cohorts.ts";
import { leaveWorkspace, returnToWorkspace } from "../app/cohort/workspace-places.ts";
import type { Chat } from "./chat.ts";
import { hint, nothing, type Reply, showPrivately, type WorkspaceEvent } from "./event.ts";
import { channelOf } from "./place.ts";
import { welcomeView } from "./views/welcome.ts";

/** The bot was put somewhere, or taken away (S1, S40). */
export async function workspaceChanged(chat: Chat, event: WorkspaceEvent): Promise<Reply> {
  const at = { platform: chat.platform.id, workspace: event.workspace };
  switch (event.change) {
    case "left":
      await leaveWorkspace(chat.ctx, at);
      return nothing;
    case "joined": {
      const goOn = await returnToWorkspace(chat.ctx, at);
      if (goOn.length === 0) return welcome(chat);
      chat.wake();
      return nothing;
    }
    case "invited":
      return (await cohortHere(chat.ctx, channelOf(chat))) ? nothing : hint(welcomeView());
  }
}

/** In the channel the platform names if it may write there, else to the person who let it in. */
async function welcome(chat: Chat): Promise<Reply> {
  const channel = channelOf(chat);
  if (!channel) return showPrivately(welcomeView());
  const access = await chat.platform.access?.(channel);
  return access?.ok === false ? nothing : { kind: "show", view: welcomeView(), private: false };
}
