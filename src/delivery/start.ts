import { schedule } from "node-cron";
import type { AppContext } from "../app/context.ts";
import type { PlatformId } from "../core/ids.ts";
import { nextSendAt } from "../db/delivery-claims.ts";
import { nextScheduledAt } from "../db/schedules.ts";
import { errorText } from "../errors.ts";
import type { Log } from "../log.ts";
import type { DeliveryKind } from "./kind.ts";
import { deliveryKinds } from "./kinds.ts";
import { planDue } from "./plan.ts";
import { openSender, type SendLimits, type Target } from "./send.ts";

export interface DeliveryParts {
  readonly ctx: AppContext;
  readonly platforms: readonly Target[];
  readonly log: Log;
  /** `by-hand`: nothing happens but what `tick` and `wake` are asked for. Preset: each minute, and when a retry is due. */
  readonly timers?: "each-minute" | "by-hand";
  readonly limits?: Partial<SendLimits>;
  /** Preset: all there are. */
  readonly kinds?: readonly DeliveryKind[];
}

export interface Deliveries {
  /** Something is owed or has changed: send at once instead of within a minute. Returns at once, never throws. */
  wake(): void;
  /** Plans what has come due and sends until nothing is due. Rejects when the database is away. */
  tick(): Promise<void>;
  /**
   * The first moment after now at which `tick` may find something; null when nothing is planned. For clocks that are
   * moved: tick at each of these moments, and what happens is what would have happened.
   */
  nextDueMs(): Promise<number | null>;
  /** Takes nothing new, waits for what is under way. */
  stop(): Promise<void>;
}

/** Senders that are idle one after the other cause one look, not one each. */
const lookAheadMs = 100;
const momentMs = 10;

/** Starts planning and sending for the platforms of this process. Any number of processes may share a database. */
export function startDeliveries(parts: DeliveryParts): Deliveries {
  const { ctx, log } = parts;
  const byHand = parts.timers === "by-hand";
  const platformIds: PlatformId[] = parts.platforms.map((platform) => platform.id);
  const limits = parts.limits ?? {};
  const kinds = parts.kinds ?? deliveryKinds;
  const senders = parts.platforms.map((platform) =>
    openSender({ ctx, platform, kinds, limits, onIdle: lookAhead, onLater: sendAgainAt }),
  );
  let stopped = false;
  let planning: Promise<unknown> = Promise.resolve();
  let planners = 0;
  let retry: NodeJS.Timeout | undefined;
  const moments = new Set<number>();
  let looking: NodeJS.Timeout | undefined;

  async function send(): Promise<void> {
    await Promise.all(senders.map((sender) => sender.drain()));
  }

  /** What is put off for seconds should wait neither for the next minute nor for a call that hangs. */
  function lookAhead(): void {
    if (byHand || stopped) return;
    looking ??= setTimeout(() => {
      looking = undefined;
      background(setRetry);
    }, lookAheadMs).unref();
  }

  async function setRetry(): Promise<void> {
    const atMs = await nextSendAt(ctx.db, platformIds, ctx.clock.nowMs() - lookAheadMs);
    if (atMs !== null) sendAgainAt(Math.max(atMs, ctx.clock.nowMs() + lookAheadMs));
  }

  /** Rounded up, so that many who were asked to come back at about the same time make one look. */
  function sendAgainAt(atMs: number): void {
    if (byHand || stopped || atMs - ctx.clock.nowMs() > 60_000) return;
    moments.add(Math.ceil(atMs / momentMs) * momentMs);
    setTimer();
  }

  function setTimer(): void {
    clearTimeout(retry);
    if (moments.size === 0 || stopped) return;
    const waitMs = Math.min(...moments) - ctx.clock.nowMs();
    retry = setTimeout(
      () => {
        const nowMs = ctx.clock.nowMs();
        for (const atMs of moments) if (atMs <= nowMs) moments.delete(atMs);
        setTimer();
        background(send);
      },
      Math.max(1, waitMs),
    ).unref();
  }

  /** One at a time in this process, but each with the clock as it stands when its turn comes. */
  async function plan(): Promise<void> {
    planners += 1;
    const mine = planning.then(() => planDue(ctx));
    planning = mine.catch(() => undefined);
    await mine.finally(() => {
      planners -= 1;
    });
  }

  async function tick(): Promise<void> {
    if (stopped) return;
    await plan();
    await send();
  }

  function background(work: () => Promise<void>): void {
    if (stopped) return;
    work().catch((error: unknown) =>
      log.error({ error: errorText(error) }, "deliveries wait: the database did not answer"),
    );
  }

  const cron = byHand
    ? null
    : schedule("* * * * *", () => {
        if (planners === 0) background(tick);
      });

  return {
    wake: () => background(send),
    tick,
    async nextDueMs() {
      const nowMs = ctx.clock.nowMs();
      const moments = await Promise.all([nextScheduledAt(ctx.db, nowMs), nextSendAt(ctx.db, platformIds, nowMs)]);
      const known = moments.filter((at): at is number => at !== null);
      return known.length > 0 ? Math.min(...known) : null;
    },
    async stop() {
      stopped = true;
      clearTimeout(retry);
      clearTimeout(looking);
      await cron?.destroy();
      await planning;
      await Promise.all(senders.map((sender) => sender.stop()));
    },
  };
}
