import type { Log } from "../../log.ts";
import { playgroundLimits } from "./limits.ts";
import type { ClockState } from "./page/protocol.ts";
import type { Stream } from "./stream.ts";

/** Main hands this in only while the playground is the only platform the database has ever had. */
export interface ClockControl {
  /** The product's time, epoch milliseconds. */
  nowMs(): number;
  /** Walks every due moment on the way, in order. `toMs` lies ahead. Resolves once it is then. */
  moveTo(toMs: number): Promise<void>;
}

export interface ClockPanel {
  state(): ClockState;
  /** `busy`: it is being moved. `refused`: there is no clock to move, or that is not a moment to move to. */
  move(toMs: number): Promise<"moved" | "busy" | "refused">;
}

const progressEveryMs = 200;

export function openClockPanel(parts: {
  clock: ClockControl | null;
  nowMs: () => number;
  stream: Stream;
  log: Log;
}): ClockPanel {
  const { clock, stream } = parts;
  let moving: ClockState["moving"] = null;

  function state(): ClockState {
    return { nowMs: clock ? clock.nowMs() : parts.nowMs(), canMove: clock !== null, moving };
  }

  return {
    state,
    async move(toMs) {
      if (!clock) return "refused";
      if (moving) return "busy";
      const fromMs = clock.nowMs();
      if (toMs <= fromMs || toMs > fromMs + playgroundLimits.clockStepMs) return "refused";
      moving = { fromMs, toMs };
      stream.publish("clock", state());
      const progress = setInterval(() => stream.publish("clock", state()), progressEveryMs);
      try {
        await clock.moveTo(toMs);
        parts.log.info({ fromMs, toMs }, "the playground's clock was moved");
        return "moved";
      } finally {
        clearInterval(progress);
        moving = null;
        stream.publish("clock", state());
      }
    },
  };
}
