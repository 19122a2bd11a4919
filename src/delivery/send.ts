import type { AppContext } from "../app/context.ts";
import type { EditOutcome, Platform, PostOptions, PostOutcome } from "../chat/platform.ts";
import type { View } from "../chat/view.ts";
import { markUnreachable } from "../db/deliveries.ts";
import {
  type Claim,
  claimEdits,
  claimPosts,
  markAllPosted,
  markOver,
  markShown,
  type Posted,
  putOff,
} from "../db/delivery-claims.ts";
import { isDatabaseAway } from "../db/unavailable.ts";
import { errorText } from "../errors.ts";
import { backOffMs } from "./back-off.ts";
import { batched } from "./batched.ts";
import { blockAndTell } from "./block.ts";
import { readDestinations } from "./destination.ts";
import type { DeliveryKind } from "./kind.ts";

export type Target = Pick<Platform, "id" | "post" | "edit" | "directMessages" | "threads">;

export interface SendLimits {
  /** Messages under way at once, each in a lane of its own. */
  readonly slots: number;
  /** How long a claim holds; who takes over after that looks first. Must leave room for `callTimeoutMs`. */
  readonly leaseMs: number;
  /** A platform that has not answered by then is taken to have failed; the message may stand. */
  readonly callTimeoutMs: number;
  /** Tries until a delivery is dead. */
  readonly maxAttempts: number;
  /** Between two edits of a message; the first may follow the post at once. */
  readonly editEveryMs: number;
}

export const sendLimits: SendLimits = {
  slots: 64,
  leaseMs: 120_000,
  callTimeoutMs: 30_000,
  maxAttempts: 20,
  editEveryMs: 15_000,
};

const stopWithinMs = 5_000;

type Destinations = ReturnType<typeof readDestinations>;

export interface SenderParts {
  readonly ctx: AppContext;
  readonly platform: Target;
  readonly kinds: readonly DeliveryKind[];
  readonly limits?: Partial<SendLimits>;
  /**
   * Nothing more may be claimed at this moment, while calls may still be under way: what was put off has to be looked
   * for again at its time, not when the slowest of them is back.
   */
  readonly onIdle?: () => void;
  /** A platform asked to come back at this moment. */
  readonly onLater?: (atMs: number) => void;
}

export interface Sender {
  /** Sends until nothing is due at the present moment. Called while it is at work, it looks again. */
  drain(): Promise<void>;
  /** Takes nothing new; resolves when what is under way has ended, or after 5 s: its claims then run out. */
  stop(): Promise<void>;
}

/**
 * Sends what one platform is owed. Claims rows (see `claimPosts`), at most as many as there are free slots, so that a
 * claim never waits; a call that hangs costs its own slot until it times out, and nobody else's time.
 */
export function openSender(parts: SenderParts): Sender {
  const { ctx, platform } = parts;
  const limits = { ...sendLimits, ...parts.limits };
  const kinds = new Map(parts.kinds.map((kind) => [kind.name, kind]));
  const underWay = new Set<Promise<void>>();
  const markPosted = batched((posted: readonly Posted[]) => markAllPosted(ctx.db, posted));
  let stopped = false;
  let draining: Promise<void> | null = null;
  let again = false;
  let wakeUp: () => void = () => undefined;

  async function drainAll(): Promise<void> {
    while (!stopped) {
      again = false;
      const woken = new Promise<void>((resolve) => {
        wakeUp = resolve;
      });
      const claims = await claim(limits.slots - underWay.size);
      start(claims);
      if (claims.length > 0 || again) continue;
      parts.onIdle?.();
      if (underWay.size === 0) break;
      await Promise.race([woken, ...underWay]);
    }
    // At once, not a moment later: whoever calls from now on starts anew.
    draining = null;
  }

  async function claim(limit: number): Promise<Claim[]> {
    if (limit <= 0) return [];
    const options = { platform: platform.id, nowMs: ctx.clock.nowMs(), leaseMs: limits.leaseMs, limit };
    const posts = await claimPosts(ctx.db, options);
    if (posts.length >= limit) return posts;
    return [...posts, ...(await claimEdits(ctx.db, { ...options, limit: limit - posts.length }))];
  }

  function start(claims: readonly Claim[]): void {
    const posts = claims.map(({ delivery }) => delivery).filter(({ state }) => state === "owed");
    const destinations = readDestinations(ctx.db, platform.id, posts);
    // Whoever needs them sees the error; nobody may be there to.
    destinations.catch(() => undefined);
    for (const claim of claims) {
      const work = handle(claim, destinations)
        .catch((error: unknown) => {
          // The database is away or refused: the claim runs out by itself, and the next try looks first.
          ctx.log.error({ key: claim.delivery.key, error: errorText(error) }, "a delivery could not be settled");
        })
        .finally(() => {
          underWay.delete(work);
          // Its successor in the lane may be claimed now, also where a claim is being made at this moment.
          again = true;
        });
      underWay.add(work);
    }
  }

  async function handle(claim: Claim, destinations: Destinations): Promise<void> {
    const { delivery } = claim;
    const kind = kinds.get(delivery.kind);
    // Perhaps a newer process knows it.
    if (!kind) return retry(claim, new Error(`no such kind: ${delivery.kind}`), claim.mayExist);
    let view: View | null;
    let call: ((view: View) => Promise<PostOutcome | EditOutcome>) | string | Unreachable;
    try {
      view = await kind.view(ctx, delivery);
      call = await callOf(claim, kind, destinations);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      return retry(claim, error, claim.mayExist);
    }
    if (typeof call === "string") return over(claim, call);
    if (view === null) return over(claim, "nothing to show any more");
    if (call instanceof Unreachable) return markOver(ctx.db, claim, { state: "dead", error: call.message });
    // Held up since the claim (a stopped process, a suspended machine): somebody else may have it by now.
    if (ctx.clock.nowMs() + limits.callTimeoutMs > claim.claimedUntilMs) return;
    const beganMs = ctx.clock.nowMs();
    const answer = call(view);
    let outcome: PostOutcome | EditOutcome;
    try {
      outcome = await within(limits.callTimeoutMs, answer);
    } catch (error) {
      if (error instanceof NoAnswer) return abandon(claim, answer, error);
      // What a platform gave up after a while may be on its way still: the look waits as long again.
      return retry(claim, error, true, Math.min(ctx.clock.nowMs() - beganMs, limits.callTimeoutMs));
    }
    return settle(claim, outcome);
  }

  /**
   * The call may yet have its effect: the next try, which looks first, waits as long again. An answer that comes after
   * all is taken.
   */
  function abandon(claim: Claim, answer: Promise<PostOutcome | EditOutcome>, error: NoAnswer): Promise<void> {
    answer.then((outcome) => (outcome.kind === "posted" ? settle(claim, outcome) : undefined)).catch(() => undefined);
    return retry(claim, error, true, limits.callTimeoutMs);
  }

  /** The call that shows the view, or why there is none. */
  async function callOf(claim: Claim, kind: DeliveryKind, destinations: Destinations) {
    const { delivery, mayExist } = claim;
    const ref = delivery.messageRef;
    if (delivery.state === "sent") {
      return ref === null ? "it has no message" : (view: View) => platform.edit(ref, view);
    }
    const options: PostOptions = { key: delivery.key, mayExist };
    if (kind.under) {
      const parent = await kind.under(ctx, delivery);
      const { threads } = platform;
      if (parent === null) return "the message above it never came";
      return threads ? (view: View) => threads.reply(parent, view, options) : "no threads on this platform";
    }
    const destination = (await destinations)(delivery);
    switch (destination.kind) {
      case "place":
        return (view: View) => platform.post(destination.place, view, options);
      case "person": {
        const { directMessages } = platform;
        const { person } = destination;
        return directMessages ? (view: View) => directMessages.send(person, view, options) : "no direct messages";
      }
      case "none":
        return destination.why;
      case "unreachable":
        return new Unreachable(destination.why);
    }
  }

  async function settle(claim: Claim, outcome: PostOutcome | EditOutcome): Promise<void> {
    const nowMs = ctx.clock.nowMs();
    const { delivery } = claim;
    const editAfterMs = nowMs + limits.editEveryMs;
    switch (outcome.kind) {
      case "posted":
        return markPosted({ claim, messageRef: outcome.message, nowMs });
      case "edited":
        return markShown(ctx.db, claim, { editAfterMs, error: null });
      case "later": {
        const atMs = nowMs + Math.max(1, outcome.retryAfterMs);
        const attempts = delivery.attempts - 1;
        await putOff(ctx.db, claim, { atMs, attempts, mayExist: claim.mayExist, error: null });
        return parts.onLater?.(atMs);
      }
      case "refused":
        return refused(claim, `${outcome.reason}: ${outcome.detail}`, editAfterMs);
    }
  }

  async function refused(claim: Claim, why: string, editAfterMs: number): Promise<void> {
    const { delivery } = claim;
    ctx.log.warn({ key: delivery.key, why }, "a platform refused a message");
    // A message that is gone stays gone; the place may be well.
    if (delivery.state === "sent") return markShown(ctx.db, claim, { editAfterMs, error: why });
    if (kinds.get(delivery.kind)?.under) return markOver(ctx.db, claim, { state: "skipped", error: why });
    if (delivery.placeId !== null) return blockAndTell(ctx, delivery.placeId, why);
    if (delivery.learnerId !== null) await markUnreachable(ctx.db, delivery.learnerId, delivery.platform);
    return markOver(ctx.db, claim, { state: "dead", error: why });
  }

  async function retry(claim: Claim, error: unknown, mayExist: boolean, leastMs = 0): Promise<void> {
    const { delivery } = claim;
    const nowMs = ctx.clock.nowMs();
    const why = errorText(error).slice(0, 500);
    const { attempts } = delivery;
    ctx.log.warn({ key: delivery.key, attempts, error: why }, "a delivery did not get through");
    if (attempts < limits.maxAttempts) {
      const atMs = nowMs + Math.max(leastMs, backOffMs(attempts, ctx.random.number()));
      return putOff(ctx.db, claim, { atMs, attempts, mayExist, error: why });
    }
    if (delivery.state === "sent") return markShown(ctx.db, claim, { editAfterMs: nowMs, error: why });
    return markOver(ctx.db, claim, { state: "dead", error: why });
  }

  function over(claim: Claim, why: string): Promise<void> {
    if (claim.delivery.state === "owed") return markOver(ctx.db, claim, { state: "skipped", error: why });
    return markShown(ctx.db, claim, { editAfterMs: ctx.clock.nowMs(), error: why });
  }

  return {
    drain() {
      again = true;
      wakeUp();
      draining ??= drainAll().catch((error: unknown) => {
        draining = null;
        throw error;
      });
      return draining;
    },
    async stop() {
      stopped = true;
      wakeUp();
      await within(stopWithinMs, Promise.all([draining, ...underWay])).catch(() => undefined);
    },
  };
}

class NoAnswer extends Error {}
class Unreachable extends Error {}

/** Rejects when it takes too long. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
