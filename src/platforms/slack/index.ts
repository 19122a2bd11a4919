import type { Conversation, Platform, Route } from "../../chat/platform.ts";
import type { PictureMaker } from "../../core/picture-spec.ts";
import { AppError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { eventsPath } from "./addresses.ts";
import { type Answering, openAnswering, personless } from "./answer.ts";
import { memberOf, textOf } from "./api.ts";
import { readSetup, type SlackConfig, slackId } from "./config.ts";
import { type Connection, openApi, openConnection } from "./connect.ts";
import { within } from "./deadline.ts";
import { slackTiming } from "./limits.ts";
import { installRoutes } from "./oauth.ts";
import { openPeople } from "./people.ts";
import { openPictures } from "./pictures.ts";
import { openPosts, readRef } from "./post.ts";
import { openScreens } from "./screens.ts";
import type { SlowTimes } from "./slow.ts";
import type { SlackStore, StoredWorkspace } from "./store.ts";
import { openTokenBox } from "./token-box.ts";
import { openWorkspaces } from "./workspaces.ts";

export { SlackConfig, slackId } from "./config.ts";

export interface SlackParts {
  readonly config: SlackConfig;
  readonly store: SlackStore;
  readonly pictures: PictureMaker;
  readonly log: Log;
  /** The product's time. */
  readonly nowMs: () => number;
  /** First wait after a lost socket; 5 s unless told. */
  readonly reconnectMs?: number;
  /** When people are told that something takes long; for tests that cannot wait so long. */
  readonly times?: SlowTimes;
}

/** @throws AppError `configuration` naming every setting that does not fit the others. */
export async function openSlack(parts: SlackParts): Promise<Platform> {
  const { config, store, log, nowMs } = parts;
  const setup = readSetup(config);
  if (setup.kind === "wrong") {
    throw new AppError("configuration", `Slack cannot be set up like this:\n  ${setup.faults.join("\n  ")}`);
  }
  const { workspaces: kind, transport } = setup;
  const box = kind.kind === "many" ? openTokenBox(kind.keys) : null;
  const apiUrl = config.SLACK_API_URL;
  const workspaces = openWorkspaces({ setup: kind, store, box, api: (token) => openApi(token, { apiUrl, log }), log });
  const people = openPeople({ workspaces, nowMs });
  const pictures = openPictures({ workspaces, maker: parts.pictures, log });
  const posts = openPosts({ workspaces, pictures, log, nowMs });
  const screens = openScreens({ workspaces, people, posts, pictures, store, log });
  let started: { conversation: Conversation; answering: Answering } | null = null;

  const connection: Connection = openConnection({
    transport,
    apiUrl,
    log,
    tokenOf: (team) => workspaces.tokenOf(team),
    take: async (arrival) => started?.answering.take(arrival),
    ...(parts.reconnectMs === undefined ? {} : { reconnectMs: parts.reconnectMs }),
  });

  async function tell(team: string, change: "joined" | "left", user: string) {
    const actor = personless(team, user);
    const key = `slack:workspace:${change}:${team}:${nowMs()}`;
    return started?.conversation.deliver({
      kind: "workspace",
      key,
      actor,
      place: { kind: "direct" },
      change,
      workspace: team,
    });
  }

  async function left(team: string, atMs: number): Promise<void> {
    workspaces.forget(team);
    if (kind.kind === "many") {
      await store.dropWorkspace(team, atMs);
      // Installed again since: what was taken away is the former installation.
      if (await store.workspace(team)) return;
    }
    await tell(team, "left", "");
  }

  /** The app came into a workspace, perhaps again; whoever installed it is greeted. */
  async function installed(workspace: StoredWorkspace): Promise<void> {
    await store.keepWorkspace(workspace);
    workspaces.forget(workspace.team);
    const { team, installedBy } = workspace;
    const reply = await tell(team, "joined", installedBy);
    if (reply?.kind === "show" && installedBy) {
      await screens.direct({ team, user: installedBy }, reply.view, `slack:welcome:${team}:${workspace.installedAt}`);
    }
  }

  const install =
    kind.kind === "many" && box
      ? installRoutes({
          ...kind,
          siteUrl: apiUrl ?? "https://slack.com",
          box,
          api: openApi(undefined, { apiUrl, log }),
          log,
          nowMs,
          installed,
        })
      : [];

  return {
    id: slackId,
    capabilities: { rejectsInForm: true, channelFields: true, name: "Slack" },
    routes: [...routesOf(connection), ...install],

    async start(conversation) {
      await workspaces.open();
      const prefix = config.SLACK_COMMAND_PREFIX ?? "";
      started = {
        conversation,
        answering: openAnswering({
          conversation,
          people,
          screens,
          store,
          prefix,
          log,
          nowMs,
          left,
          times: parts.times,
        }),
      };
      await connection.start();
      const { only } = workspaces;
      // After an uninstall the token is set anew: what the workspace had goes on.
      if (only) await tell(only.team, "joined", only.botUserId);
    },
    async stop() {
      const ending = started?.answering;
      await connection.stop();
      if (ending) await within(slackTiming.stopWithinMs, ending.idle());
      started = null;
    },

    async post(place, view, options) {
      return posts.send({ team: place.workspace, channel: place.channel }, view, { ...options, paced: true });
    },
    async edit(message, view) {
      return posts.update(readRef(message), view);
    },
    async access({ workspace, channel }) {
      const answer = await workspaces.call(workspace, "conversations.info", { channel });
      if (answer.kind !== "ok") return { ok: false, missing: notInvited };
      const info = memberOf(answer.data, "channel");
      if (memberOf(info, "is_archived") === true)
        return { ok: false, missing: "an open channel; this one is archived" };
      if (memberOf(info, "is_member") !== true) return { ok: false, missing: notInvited };
      const name = textOf(info, "name");
      return { ok: true, ...(name ? { name } : {}) };
    },
    directMessages: {
      async send({ scope, userId }, view, options) {
        const channel = await people.direct(scope, userId);
        if (!channel) return { kind: "refused", reason: "closed", detail: "the direct message cannot be opened" };
        return posts.send({ team: scope, channel }, view, options);
      },
    },
    threads: {
      async reply(message, view, options) {
        const { team, channel, ts } = readRef(message);
        return posts.send({ team, channel, thread: ts }, view, { ...options, paced: true });
      },
    },
    home: {
      async show({ scope, userId }, view) {
        await screens.publishHome({ team: scope, user: userId }, view);
      },
    },
  };
}

const notInvited = "an invitation to the channel: /invite @Interleave";

function routesOf({ listener }: Connection): Route[] {
  return listener
    ? [{ method: "POST", path: eventsPath, handle: (request, response) => listener(request, response) }]
    : [];
}
