import { h, icon } from "./dom.ts";
import { me, productTime, type State } from "./state.ts";
import { absolute, clockTime, shortDay } from "./times.ts";

const hourMs = 3_600_000;
const steps = [
  { label: "1 hour", spoken: "Move the clock forward one hour", ms: hourMs },
  { label: "Tomorrow", spoken: "Move the clock to this time tomorrow", ms: 24 * hourMs },
  { label: "Next week", spoken: "Move the clock to this time next week", ms: 7 * 24 * hourMs },
] as const;

export interface ClockPanel {
  draw(state: State): void;
}

/** The product's time, and what moves it. Hidden where the clock cannot be moved. */
export function openClockPanel(panel: HTMLElement, move: (toMs: number) => Promise<void>): ClockPanel {
  const time = h("time", { class: "clock-time" });
  const day = h("span", { class: "clock-day" });
  const progress = h("progress", { class: "clock-progress", max: 1, "aria-label": "Moving the clock", hidden: true });
  const status = h("p", { class: "clock-status", role: "status" });
  let current: State | null = null;

  const buttons = steps.map((step) => {
    const button = h("button", { type: "button", class: "clock-step", "aria-label": step.spoken }, step.label);
    button.addEventListener("click", () => {
      if (!current || current.snapshot.clock.moving) return;
      void move(Math.round(now(current)) + step.ms);
    });
    return button;
  });
  panel.replaceChildren(
    h("h2", { class: "side-heading" }, "Clock"),
    h("p", { class: "clock-now" }, icon("clock", 17), h("span", {}, time, " ", day)),
    h("div", { class: "clock-steps", role: "group", "aria-label": "Move the clock forward" }, ...buttons),
    progress,
    status,
  );

  function now(state: State): number {
    return productTime(state.snapshot.clock, state.clockReadMs, performance.now());
  }

  function tick(): void {
    if (!current) return;
    const { zone } = me(current);
    const nowMs = now(current);
    time.textContent = clockTime(nowMs, zone);
    time.dateTime = new Date(nowMs).toISOString();
    time.title = absolute(nowMs, zone);
    day.textContent = shortDay(nowMs, zone);
  }

  setInterval(tick, 5_000);
  return {
    draw(state) {
      const moved = current?.snapshot.clock.moving && !state.snapshot.clock.moving;
      current = state;
      const { canMove, moving, nowMs } = state.snapshot.clock;
      panel.hidden = !canMove;
      for (const button of buttons) button.setAttribute("aria-disabled", String(moving !== null));
      progress.hidden = moving === null;
      if (moving) progress.value = (nowMs - moving.fromMs) / Math.max(1, moving.toMs - moving.fromMs);
      tick();
      if (moved) status.textContent = `It is ${absolute(nowMs, me(state).zone)} now.`;
      else if (moving) status.textContent = "Moving the clock; what falls due on the way happens in order.";
    },
  };
}
