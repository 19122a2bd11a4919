import { schedule } from "node-cron";
import type { AppContext } from "../app/context.ts";
import type { PlatformId } from "../core/ids.ts";
import { nextSendAt } from "../db/deliveries.ts";
import { nextScheduledAt } from "../db/schedules.ts";
import { errorText } from "../errors.ts";
import type { Log } from "../log.ts";
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
}

export interface Deliveries {
  /** Something is owed or has changed: send at once instead of within a minute. Returns at once, never throws. */
  wake(): void;
  /** Plans what has come due and sends until nothing is due. Rejects when the database is away. */
  tick(): Promise<void>;
  /** The next moment at which `tick` would find something; null when nothing is planned. For clocks that are moved. */
  nextDueMs(): Promise<number | null>;
  /** Takes nothing new, waits for what is under way. */
  stop(): Promise<void>;
}

/** Starts planning and sending for the platforms of this process. Any number of processes may share a database. */
export function startDeliveries(parts: DeliveryParts): Deliveries {
  const { ctx, log } = parts;
  const byHand = parts.timers === "by-hand";
  const platformIds: PlatformId[] = parts.platforms.map((platform) => platform.id);
  const limits = parts.limits ?? {};
  const senders = parts.platforms.map((platform) => openSender({ ctx, platform, kinds: deliveryKinds, limits }));
  let stopped = false;
  let planning: Promise<number> | null = null;
  let retry: NodeJS.Timeout | undefined;

  async function send(): Promise<void> {
    await Promise.all(senders.map((sender) => sender.drain()));
    if (!byHand && !stopped) await setRetry();
  }

  /** What is put off for seconds should not wait for the next minute. */
  async function setRetry(): Promise<void> {
    const atMs = await nextSendAt(ctx.db, platformIds);
    clearTimeout(retry);
    if (atMs === null || stopped) return;
    const waitMs = atMs - ctx.clock.nowMs();
    if (waitMs > 60_000) return;
    retry = setTimeout(() => background(send), Math.max(100, waitMs)).unref();
  }

  async function tick(): Promise<void> {
    if (stopped) return;
    // One planner a process at a time; a second would only find the rows locked.
    planning ??= planDue(ctx).finally(() => {
      planning = null;
    });
    await planning;
    await send();
  }

  function background(work: () => Promise<void>): void {
    if (stopped) return;
    work().catch((error: unknown) =>
      log.error({ error: errorText(error) }, "deliveries wait: the database did not answer"),
    );
  }

  const cron = byHand ? null : schedule("* * * * *", () => background(tick));

  return {
    wake: () => background(send),
    tick,
    async nextDueMs() {
      const moments = await Promise.all([nextScheduledAt(ctx.db), nextSendAt(ctx.db, platformIds)]);
      const known = moments.filter((at): at is number => at !== null);
      return known.length > 0 ? Math.min(...known) : null;
    },
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await cron?.destroy();
      await planning?.catch(() => undefined);
      await Promise.all(senders.map((sender) => sender.stop()));
    },
  };
}
