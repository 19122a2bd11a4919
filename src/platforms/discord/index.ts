import type { Platform } from "../../chat/platform.ts";
import type { PictureMaker } from "../../core/picture-spec.ts";
import { AppError, errorText } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type Answering, openAnswering } from "./answer.ts";
import type { Pause } from "./back-off.ts";
import { type DiscordConfig, discordId } from "./config.ts";
import { connectDiscord } from "./connect.ts";
import { openFile } from "./files.ts";
import { discordLimits } from "./limits.ts";
import { inviteUrl } from "./permissions.ts";
import { openPosting } from "./post.ts";
import { registerCommands } from "./register.ts";
import { openRenderer } from "./renderer.ts";
import { openServers } from "./servers.ts";
import type { DiscordStore } from "./store.ts";
import { openTurn } from "./turn.ts";

export interface DiscordParts {
  readonly config: DiscordConfig;
  readonly store: DiscordStore;
  readonly pictures: PictureMaker;
  readonly log: Log;
  readonly newId: () => string;
  readonly nowMs: () => number;
  /** For tests that cannot wait so long. */
  readonly limits?: { readonly deferAfterMs?: number; readonly formAfterMs?: number; readonly callWithinMs?: number };
  /** For tests: waits between tries that end when the test says so. */
  readonly pause?: Pause;
}

/** @throws AppError `configuration` when there is no token. */
export async function openDiscord(parts: DiscordParts): Promise<Platform> {
  const { config, log } = parts;
  const token = config.DISCORD_TOKEN;
  if (!token) throw new AppError("configuration", "DISCORD_TOKEN is not set");
  const connection = connectDiscord({ token, apiUrl: config.DISCORD_API_URL, log, pause: parts.pause });
  const renderer = openRenderer({ pictures: parts.pictures, log });
  const limits = { ...discordLimits, ...parts.limits };
  const posting = openPosting({ connection, renderer, limits });
  let answering: Answering | null = null;

  return {
    id: discordId,
    capabilities: { rejectsInForm: false, channelFields: true, name: "Discord" },

    async start(conversation) {
      const answers = openAnswering({
        conversation,
        renderer,
        openTurn: (raw) => openTurn(raw, connection.answering, parts.nowMs),
        sendDirect: (userId, view, key) => posting.direct({ scope: "", userId }, view, { key, mayExist: false }),
        channelName: connection.channelName,
        nowMs: parts.nowMs,
        log,
        limits,
      });
      answering = answers;
      const servers = openServers({
        conversation,
        store: parts.store,
        post: (workspace, channel, view, key) => posting.post({ workspace, channel }, view, { key, mayExist: false }),
        newId: parts.newId,
        log,
      });
      await connection.start({
        interaction: (raw) => void answers.answer(raw),
        joined: (server) => void servers.joined(server),
        left: (serverId) => void servers.left(serverId),
      });
      // Stopped while Discord was out of reach.
      if (!answering) return;
      const applicationId = connection.applicationId();
      await registerCommands({
        requests: connection.posting,
        applicationId,
        server: config.DISCORD_GUILD_ID,
        commands: conversation.commands,
        log,
      }).catch((error: unknown) => {
        // Those that are registered go on working; a new one is missing until the next start.
        log.error({ error: errorText(error) }, "the commands could not be registered with Discord");
      });
      const current = connection.servers();
      log.info(
        { servers: current.length, invite: inviteUrl(applicationId) },
        "on Discord; open the invite to add me to a server",
      );
      void servers.compare(current);
    },

    async stop() {
      const ending = answering;
      answering = null;
      await connection.stop();
      if (ending) await within(discordLimits.stopWithinMs, ending.idle());
    },

    post: posting.post,
    edit: posting.edit,
    async access(place) {
      const missing = connection.missing(place.workspace, place.channel);
      if (missing !== null) return { ok: false, missing };
      const name = connection.channelName(place.channel);
      return { ok: true, ...(name ? { name } : {}) };
    },
    directMessages: { send: posting.direct },
    threads: { reply: posting.reply },
    files: { open: (reference, maxBytes) => openFile(reference, maxBytes, config.DISCORD_API_URL) },
  };
}

async function within(mostMs: number, done: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, mostMs);
  });
  await Promise.race([done, late]);
  clearTimeout(timer);
}
