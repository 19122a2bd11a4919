import type { WorkspaceEvent } from "../../chat/event.ts";
import type { Conversation } from "../../chat/platform.ts";
import type { View } from "../../chat/view.ts";
import { errorText } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { discordId } from "./config.ts";
import type { Server } from "./connect.ts";
import type { DiscordStore } from "./store.ts";

/** Of so many servers that are all new at the first start, this database is new, not the bot: none is greeted. */
const greetedAtFirstStart = 10;

export interface Servers {
  joined(server: Server): Promise<void>;
  left(serverId: string): Promise<void>;
  /** Once connected: what changed while nothing ran. */
  compare(servers: readonly Server[]): Promise<void>;
}

/** Tells the conversation where the bot was put and taken away, at the time or at the next start. Never rejects. */
export function openServers(parts: {
  conversation: Conversation;
  store: DiscordStore;
  post: (server: string, channel: string, view: View, key: string) => Promise<unknown>;
  newId: () => string;
  log: Log;
}): Servers {
  const { conversation, store, log } = parts;
  let known = new Set<string>();
  let turn: Promise<void> = Promise.resolve();

  /** One after the other, so that what is kept is never older than what was told. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn.then(work).catch((error: unknown) => {
      log.error({ error: errorText(error) }, "a change of servers could not be handled");
    });
    return turn;
  }

  async function tell(change: "joined" | "left", server: Server): Promise<void> {
    const channel = change === "joined" ? server.systemChannel : null;
    const event: WorkspaceEvent = {
      kind: "workspace",
      key: `discord:${change}:${server.id}:${parts.newId()}`,
      change,
      workspace: server.id,
      actor: { platform: discordId, scope: "", userId: server.ownerId, displayName: "Owner", mayManage: true },
      place: channel
        ? { kind: "channel", workspace: server.id, channel: channel.id, channelName: channel.name }
        : { kind: "direct" },
    };
    const reply = await conversation.deliver(event);
    if (reply.kind !== "show" || reply.private || !channel) return;
    await parts.post(server.id, channel.id, reply.view, event.key);
  }

  async function keep(change: (ids: Set<string>) => void): Promise<void> {
    change(known);
    await store.keepServers([...known]);
  }

  return {
    joined: (server) =>
      inTurn(async () => {
        if (known.has(server.id)) return;
        await keep((ids) => ids.add(server.id));
        await tell("joined", server);
      }),
    left: (serverId) =>
      inTurn(async () => {
        await keep((ids) => ids.delete(serverId));
        await tell("left", gone(serverId));
      }),
    compare: (servers) =>
      inTurn(async () => {
        const before = await store.knownServers();
        const now = new Set(servers.map(({ id }) => id));
        known = now;
        await store.keepServers([...now]);
        for (const id of before ?? []) if (!now.has(id)) await tell("left", gone(id));
        const fresh = servers.filter(({ id }) => !before?.includes(id));
        if (before === null && fresh.length > greetedAtFirstStart) return;
        for (const server of fresh) await tell("joined", server);
      }),
  };
}

function gone(id: string): Server {
  return { id, ownerId: "", systemChannel: null };
}
