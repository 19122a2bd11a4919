import type { EditOutcome, PostOptions, PostOutcome } from "../../chat/platform.ts";
import type { View } from "../../chat/view.ts";
import type { Log } from "../../log.ts";
import { type ApiAnswer, listOf, textOf } from "./api.ts";
import { slackLimits, slackTiming } from "./limits.ts";
import type { Pictures } from "./pictures.ts";
import { fallbackText, toBlocks } from "./render/blocks.ts";
import type { Workspaces } from "./workspaces.ts";

export interface Spot {
  readonly team: string;
  readonly channel: string;
  /** The message under which it goes. */
  readonly thread?: string;
}

/** Messages: posted once by their key, edited, found again. */
export interface Posts {
  /** Obligations of `Platform.post`. `paced`: at most one a second and channel. */
  send(spot: Spot, view: View, options: PostOptions & { readonly paced?: boolean }): Promise<PostOutcome>;
  update(message: MessageRef, view: View): Promise<EditOutcome>;
}

export interface MessageRef {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
}

export function writeRef({ team, channel, ts }: MessageRef): string {
  return `${team}:${channel}:${ts}`;
}
export function readRef(text: string): MessageRef {
  const [team = "", channel = "", ts = ""] = text.split(":");
  return { team, channel, ts };
}

const metadataType = "interleave_delivery";
const refusals = {
  gone: new Set(["channel_not_found", "is_archived", "message_not_found", "thread_not_found", "team_not_found"]),
  closed: new Set(["cannot_dm_bot", "user_disabled", "messages_tab_disabled", "user_not_found", "user_not_visible"]),
  "no-access": new Set([
    "not_in_channel",
    "not_installed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "invalid_auth",
    "not_authed",
    "missing_scope",
    "no_permission",
    "access_denied",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "ekm_access_denied",
    "org_login_required",
    "cant_update_message",
    "edit_window_closed",
    "team_access_not_granted",
  ]),
} as const;

export function openPosts(parts: { workspaces: Workspaces; pictures: Pictures; log: Log; nowMs: () => number }): Posts {
  const { workspaces, pictures, log } = parts;
  /** When the next post to a channel may go. */
  const nextPost = new Map<string, number>();

  function waitFor(spot: Spot): number {
    const now = parts.nowMs();
    for (const [channel, at] of nextPost) if (at <= now) nextPost.delete(channel);
    return (nextPost.get(spot.channel) ?? now) - now;
  }

  /** The first try with the pictures, a second one when Slack is not done with their files, then without. */
  async function withPictures(team: string, view: View, shared: boolean, call: (body: object) => Promise<ApiAnswer>) {
    const fileOf = await pictures.prepare(team, view);
    const body = (withFiles: boolean) => ({
      text: fallbackText(view),
      blocks: toBlocks(view, { shared, fileOf: withFiles ? fileOf : () => null }).slice(0, slackLimits.messageBlocks),
    });
    const answer = await call(body(true));
    const hasPictures = view.parts.some((part) => part.kind === "picture" && fileOf(part.name) !== null);
    if (!hasPictures || !isAboutBlocks(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, slackTiming.fileReadyMs));
    const second = await call(body(true));
    return isAboutBlocks(second) ? call(body(false)) : second;
  }

  async function find(spot: Spot, key: string): Promise<string | null | ApiAnswer> {
    const oldest = String(Math.floor((parts.nowMs() - slackTiming.lookBackMs) / 1_000));
    const method = spot.thread ? "conversations.replies" : "conversations.history";
    let cursor = "";
    do {
      const answer = await workspaces.call(spot.team, method, {
        channel: spot.channel,
        ...(spot.thread ? { ts: spot.thread } : {}),
        include_all_metadata: true,
        oldest,
        limit: 200,
        ...(cursor ? { cursor } : {}),
      });
      if (answer.kind === "error" && answer.code === "missing_scope") {
        log.warn({ channel: spot.channel }, "the history scope is missing, so a message may stand twice");
        return null;
      }
      if (answer.kind !== "ok") return answer;
      for (const message of listOf(answer.data, "messages")) {
        if (textOf(message, "metadata", "event_payload", "key") === key) return textOf(message, "ts");
      }
      cursor = textOf(answer.data, "response_metadata", "next_cursor");
    } while (cursor);
    return null;
  }

  return {
    async send(spot, view, { key, mayExist, paced = false }) {
      if (paced) {
        const waitMs = waitFor(spot);
        if (waitMs > 0) return { kind: "later", retryAfterMs: waitMs };
        nextPost.set(spot.channel, parts.nowMs() + slackTiming.postEveryMs);
      }
      if (mayExist) {
        const found = await find(spot, key);
        if (typeof found === "string") return { kind: "posted", message: writeRef({ ...spot, ts: found }) };
        if (found !== null) return refusedOrLater(found);
      }
      const shared = !spot.channel.startsWith("D");
      const answer = await withPictures(spot.team, view, shared, (body) =>
        workspaces.call(spot.team, "chat.postMessage", {
          channel: spot.channel,
          ...(spot.thread ? { thread_ts: spot.thread } : {}),
          ...body,
          unfurl_links: false,
          unfurl_media: false,
          metadata: { event_type: metadataType, event_payload: { key } },
        }),
      );
      if (answer.kind !== "ok") return refusedOrLater(answer);
      const channel = textOf(answer.data, "channel") || spot.channel;
      for (const part of view.parts) if (part.kind === "file") await pictures.share(spot.team, channel, part);
      return { kind: "posted", message: writeRef({ team: spot.team, channel, ts: textOf(answer.data, "ts") }) };
    },

    async update({ team, channel, ts }, view) {
      const answer = await withPictures(team, view, !channel.startsWith("D"), (body) =>
        workspaces.call(team, "chat.update", { channel, ts, ...body }),
      );
      if (answer.kind === "ok") return { kind: "edited" };
      const outcome = refusedOrLater(answer);
      if (outcome.kind !== "refused") return outcome;
      return { ...outcome, reason: outcome.reason === "gone" ? "gone" : "no-access" };
    },
  };
}

function isAboutBlocks(answer: ApiAnswer): boolean {
  return answer.kind === "error" && (answer.code === "invalid_blocks" || answer.code === "invalid_arguments");
}

/** @throws Error for a refusal that is our fault (wrong blocks): trying elsewhere or later would not help, a log does. */
export function refusedOrLater(
  answer: Exclude<ApiAnswer, { kind: "ok" }> | ApiAnswer,
): Extract<PostOutcome, { kind: "refused" | "later" }> {
  if (answer.kind === "later") return { kind: "later", retryAfterMs: answer.retryAfterMs };
  if (answer.kind === "error") {
    for (const reason of ["gone", "closed", "no-access"] as const) {
      if (refusals[reason].has(answer.code)) return { kind: "refused", reason, detail: answer.code };
    }
    throw new Error(`Slack refused a message: ${answer.detail}`);
  }
  throw new Error("nothing was refused");
}
