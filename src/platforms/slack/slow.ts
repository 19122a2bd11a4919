import { slackTiming } from "./limits.ts";
import { type Incoming, luggageOf } from "./parse.ts";
import type { Screens } from "./screens.ts";
import { lineView, slackTexts } from "./texts.ts";

export interface SlowTimes {
  readonly slowAfterMs?: number;
  readonly stillAfterMs?: number;
}

/**
 * Slack shows nothing of its own while an acknowledged press or command is worked on, so that we say it: a line that
 * only the person sees, or the window they pressed in; once, and once more when it takes very long.
 */
export interface Slow {
  /**
   * From now until the function that is given back is called, which may be called again. It resolves once nothing is
   * being said any more, so that the outcome comes last, and tells whether something was said. Of several things one
   * person waits for, one is told of.
   */
  watch(incoming: Incoming): () => Promise<boolean>;
}

export function openSlow(parts: {
  screens: Pick<Screens, "whisper" | "changeModal" | "modalOf">;
  times?: SlowTimes | undefined;
}): Slow {
  const { screens } = parts;
  const { slowAfterMs, stillAfterMs, triggerMs } = { ...slackTiming, ...parts.times };
  const waiting = new Set<string>();

  async function say(incoming: Incoming, words: string): Promise<void> {
    const { team, surface, what } = incoming;
    const view = lineView(words);
    const window = what.kind === "submit" ? what.view : surface.kind === "modal" ? surface.view : null;
    if (window) await screens.changeModal(team, window, await screens.modalOf(team, view, luggageOf(incoming)));
    // Said once or not at all: a second way would say it twice if only the answer to the first was lost.
    else await screens.whisper(incoming, view, { once: true });
  }

  /** A window keeps what it shows for as long as a form may still open over it; a sent form says "One moment" itself. */
  function firstAfterMs({ surface, what }: Incoming): number | null {
    if (what.kind === "submit") return null;
    return surface.kind === "modal" ? Math.max(slowAfterMs, Math.min(triggerMs, stillAfterMs)) : slowAfterMs;
  }

  return {
    watch(incoming) {
      const who = `${incoming.team}:${incoming.user}`;
      const hasPlace =
        incoming.responseUrl !== null || incoming.surface.kind === "modal" || incoming.what.kind === "submit";
      if (!hasPlace || waiting.has(who)) return async () => false;
      waiting.add(who);
      let told = false;
      let saying: Promise<unknown> = Promise.resolve();
      const after = (ms: number, words: string) =>
        setTimeout(() => {
          told = true;
          saying = saying.then(() => say(incoming, words)).catch(() => undefined);
        }, ms);
      const first = firstAfterMs(incoming);
      const timers = [
        ...(first === null ? [] : [after(first, slackTexts.oneMoment)]),
        after(stillAfterMs, slackTexts.stillWorking),
      ];
      let isOver = false;
      return async () => {
        for (const timer of timers) clearTimeout(timer);
        if (!isOver) waiting.delete(who);
        isOver = true;
        await saying;
        return told;
      };
    },
  };
}
