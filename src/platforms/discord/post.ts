import { Routes } from "discord.js";
import type { APIMessage } from "discord-api-types/v10";
import type { EditOutcome, PersonRef, PlaceRef, PostOptions, PostOutcome } from "../../chat/platform.ts";
import type { View } from "../../chat/view.ts";
import { messageBody } from "./body.ts";
import type { Connection, Requests } from "./connect.ts";
import { discordLimits as limits } from "./limits.ts";
import { markOf, nonceOf, readRef } from "./message-ref.ts";
import { codeOf, editRefusalOf, refusalOf } from "./refusal.ts";
import { shorten } from "./render/budget.ts";
import { oneLine } from "./render/escape.ts";
import type { Renderer } from "./renderer.ts";
import { withinMs } from "./within.ts";

export interface Posting {
  post(place: PlaceRef, view: View, options: PostOptions): Promise<PostOutcome>;
  edit(message: string, view: View): Promise<EditOutcome>;
  direct(person: PersonRef, view: View, options: PostOptions): Promise<PostOutcome>;
  reply(message: string, view: View, options: PostOptions): Promise<PostOutcome>;
}

/** The thread a message has already. */
const threadExists = 160_004;

export function openPosting(parts: {
  connection: Pick<Connection, "posting" | "applicationId" | "missing">;
  renderer: Renderer;
  limits: { readonly callWithinMs: number };
}): Posting {
  const { connection, renderer } = parts;
  const directChannels = new Map<string, string>();

  /** Rejects when the time is over, and from then on sends nothing any more. */
  function inTime<T>(work: (requests: Requests) => Promise<T>): Promise<T> {
    const over = new AbortController();
    return withinMs(parts.limits.callWithinMs, work(requestsUntil(connection.posting, over.signal)), () =>
      over.abort(),
    );
  }

  /** The nonce holds for minutes; after that, only a look tells whether an earlier try got through. */
  async function send(
    requests: Requests,
    channel: string,
    view: View,
    { key, mayExist }: PostOptions,
  ): Promise<PostOutcome> {
    const mark = markOf(key);
    const standing = mayExist ? await find(requests, channel, key) : null;
    if (standing) return { kind: "posted", message: standing };
    const sent = messageBody(await renderer.view(view, mark), { nonce: nonceOf(key) });
    const made = (await requests.post(Routes.channelMessages(channel), sent)) as APIMessage;
    return { kind: "posted", message: `${made.channel_id}/${made.id}/${mark}` };
  }

  /** Our message of this key among the latest of the channel, by its mark; or by its nonce, should Discord give it back. */
  async function find(requests: Requests, channel: string, key: string): Promise<string | null> {
    const me = connection.applicationId();
    const [mark, nonce] = [markOf(key), nonceOf(key)];
    let before: string | undefined;
    for (let seen = 0; seen < limits.lookBack; seen += 100) {
      const query = new URLSearchParams({ limit: "100", ...(before ? { before } : {}) });
      const page = (await requests.get(Routes.channelMessages(channel), { query })) as APIMessage[];
      const found = page.find(
        (one) => one.author.id === me && (one.components?.[0]?.id === mark || String(one.nonce) === nonce),
      );
      if (found) return `${found.channel_id}/${found.id}/${mark}`;
      before = page.at(-1)?.id;
      if (page.length < 100 || !before) return null;
    }
    return null;
  }

  async function directChannel(requests: Requests, userId: string): Promise<string> {
    const known = directChannels.get(userId);
    if (known) return known;
    const made = (await requests.post(Routes.userChannels(), { body: { recipient_id: userId } })) as { id: string };
    directChannels.set(userId, made.id);
    const [oldest] = directChannels.keys();
    if (directChannels.size > limits.keptDirectChannels && oldest) directChannels.delete(oldest);
    return made.id;
  }

  /** The thread has the id of the message it hangs on. */
  async function threadOf(requests: Requests, message: string, channel: string, view: View): Promise<void> {
    try {
      await requests.post(Routes.threads(channel, message), {
        body: {
          name: shorten(oneLine(view.title ?? view.fallback), limits.threadName) || "…",
          auto_archive_duration: 1_440,
        },
      });
    } catch (error) {
      if (codeOf(error) !== threadExists) throw error;
    }
  }

  return {
    async post(place, view, options) {
      // Where history cannot be read, a look finds nothing, and a second try might become a second message.
      const blind = options.mayExist ? connection.missing(place.workspace, place.channel) : null;
      if (blind) return { kind: "refused", reason: "no-access", detail: `missing: ${blind}` };
      return inTime((requests) => send(requests, place.channel, view, options)).catch(refusalOf);
    },
    async edit(message, view) {
      const { channel, message: id, mark } = readRef(message);
      return inTime(async (requests) => {
        const sent = messageBody(await renderer.view(view, mark || undefined));
        await requests.patch(Routes.channelMessage(channel, id), sent);
      })
        .then((): EditOutcome => ({ kind: "edited" }))
        .catch(editRefusalOf);
    },
    async direct(person, view, options) {
      try {
        return await inTime(async (requests) =>
          send(requests, await directChannel(requests, person.userId), view, options),
        );
      } catch (error) {
        const refusal = refusalOf(error);
        // Of a person, everything that refuses means: no messages from here.
        return refusal.kind === "refused" && refusal.reason === "no-access"
          ? { ...refusal, reason: "closed" }
          : refusal;
      }
    },
    async reply(message, view, options) {
      const { channel, message: id } = readRef(message);
      return inTime(async (requests) => {
        await threadOf(requests, id, channel, view);
        return send(requests, id, view, options);
      }).catch(refusalOf);
    },
  };
}

/**
 * Requests that end with the signal: one that waits for its turn leaves discord.js's queue, one that waits out a rate
 * limit is not sent after it, one on its way is broken off.
 */
function requestsUntil(requests: Requests, signal: AbortSignal): Requests {
  return {
    get: (route, options) => requests.get(route, { ...options, signal }),
    post: (route, options) => requests.post(route, { ...options, signal }),
    put: (route, options) => requests.put(route, { ...options, signal }),
    patch: (route, options) => requests.patch(route, { ...options, signal }),
    delete: (route, options) => requests.delete(route, { ...options, signal }),
  };
}
