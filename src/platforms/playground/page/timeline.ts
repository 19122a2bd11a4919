import { h, icon, setChildren } from "./dom.ts";
import type { Message, Person } from "./protocol.ts";
import { inConversation, me, productTime, type State } from "./state.ts";
import { absolute, clockTime, dayHeading, dayName } from "./times.ts";
import { type Acting, drawView } from "./view.ts";

export interface TimelineActing {
  press(message: Message, action: string, values: readonly string[], control: HTMLElement): void;
  dismiss(message: Message): void;
}

export interface Timeline {
  draw(state: State, conversation: string): void;
  /** Moves the focus to the first control of a message, now or when it arrives. */
  focusNext(message: string): void;
  scrollToEnd(): void;
}

interface Row {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  readonly message: Message;
  readonly drawnMs: number;
}

/** Messages of one author that follow within this time stand under one name. */
const groupMs = 5 * 60_000;
/** A second click this soon after a screen changed was meant for what stood there before. */
const doubleClickMs = 600;

export function openTimeline(list: HTMLElement, scroller: HTMLElement, acting: TimelineActing): Timeline {
  const rows = new Map<string, Row>();
  const days = new Map<string, HTMLElement>();
  let shown: string | null = null;
  let pinned = true;
  let focusOn: string | null = null;
  let seenTop: HTMLElement | null = null;

  scroller.addEventListener("scroll", () => {
    pinned = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
    scroller.dataset.pinned = String(pinned);
  });
  new ResizeObserver(() => {
    if (pinned) toEnd();
  }).observe(list);

  function toEnd(): void {
    scroller.scrollTop = scroller.scrollHeight;
  }

  /** What does not fit is read from its beginning. */
  function showTopOf(element: HTMLElement): void {
    const body = rows.get(element.dataset.message ?? "")?.body ?? null;
    if (body === seenTop || element.offsetHeight <= scroller.clientHeight) return;
    seenTop = body;
    pinned = false;
    scroller.scrollTop += element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  }

  function row(message: Message, state: State): Row {
    const before = rows.get(message.id);
    if (before?.message === message) return before;
    const zone = me(state).zone;
    const drawnMs = performance.now();
    const body = drawBody(message, {
      zone,
      press: (action, values, control, clicks) => {
        if (clicks > 1 && performance.now() - drawnMs < doubleClickMs) return;
        acting.press(message, action, values, control);
      },
    });
    if (before) {
      const focus = focusedControl(before.body);
      before.body.replaceWith(body);
      const made = { ...before, body, message, drawnMs };
      if (focus !== null) focusInto(made, focus);
      rows.set(message.id, made);
      return made;
    }
    const element = h(
      "li",
      { class: "message", "data-message": message.id },
      h(
        "article",
        { tabindex: -1 },
        drawHead(message, state, () => acting.dismiss(message)),
        body,
      ),
    );
    const made = { element, body, message, drawnMs };
    rows.set(message.id, made);
    return made;
  }

  function day(name: string, words: string): HTMLElement {
    const element = days.get(name) ?? h("li", { class: "day" }, h("span", {}));
    days.set(name, element);
    if (element.firstElementChild) element.firstElementChild.textContent = words;
    return element;
  }

  function place(all: ReturnType<typeof inConversation>, state: State): Node[] {
    const { zone } = me(state);
    const nowMs = productTime(state.snapshot.clock, state.clockReadMs, performance.now());
    const wanted: Node[] = [];
    let last: Message | null = null;
    let lastDay = "";
    for (const { message, thread } of all) {
      const name = dayName(message.atMs, zone);
      if (name !== lastDay) wanted.push(day(name, dayHeading(message.atMs, nowMs, zone)));
      const { element } = row(message, state);
      element.classList.toggle("grouped", name === lastDay && last !== null && follows(last, message));
      markWaiting(element, state, message);
      wanted.push(element);
      lastDay = name;
      last = message;
      for (const reply of thread) {
        const made = row(reply, state).element;
        made.classList.add("reply");
        wanted.push(made);
        last = null;
      }
    }
    return wanted;
  }

  /** The same control if it is still there, else the next one. What is longer than the window is read first. */
  function focusInto(row: Row, control = ""): void {
    const same = control ? row.body.querySelector<HTMLElement>(`[data-control="${CSS.escape(control)}"]`) : null;
    const fits = row.element.offsetHeight <= scroller.clientHeight;
    const target = same ?? (fits ? firstControl(row.body) : null) ?? row.element.querySelector("article");
    target?.focus({ preventScroll: true });
  }

  function takeFocus(): void {
    const row = focusOn === null ? undefined : rows.get(focusOn);
    if (!row || !list.contains(row.element)) return;
    focusOn = null;
    focusInto(row);
    row.element.scrollIntoView({ block: "nearest" });
  }

  return {
    draw(state, conversation) {
      if (shown !== conversation) pinned = true;
      const keepPinned = pinned;
      const all = inConversation(state, conversation);
      const wanted = place(all, state);
      for (const one of state.snapshot.waiting) {
        if (one.conversation === conversation && one.message === null) wanted.push(drawWaiting(one.id, one.slow));
      }
      setChildren(list, wanted);
      for (const id of rows.keys()) if (!state.messages.has(id)) rows.delete(id);
      shown = conversation;
      if (keepPinned) toEnd();
      const last = wanted.at(-1);
      if (keepPinned && last instanceof HTMLElement) showTopOf(last);
      takeFocus();
    },
    focusNext(message) {
      focusOn = message;
      takeFocus();
    },
    scrollToEnd: toEnd,
  };
}

function follows(last: Message, message: Message): boolean {
  return (
    last.author === message.author &&
    last.onlyYou === message.onlyYou &&
    message.because === null &&
    message.content.kind === "words" &&
    message.atMs - last.atMs < groupMs
  );
}

function drawHead(message: Message, state: State, dismiss: () => void): HTMLElement {
  const { zone } = me(state);
  const isBot = message.author === "bot";
  const order = state.snapshot.people.findIndex((person) => person.id === message.author);
  const author = state.snapshot.people[order];
  const head = h(
    "header",
    { class: "message-head" },
    isBot ? botAvatar() : avatar(author ?? { id: message.author, name: message.author, zone }, order),
    h("span", { class: "message-author", dir: "auto" }, isBot ? "Interleave" : (author?.name ?? message.author)),
    isBot ? h("span", { class: "tag" }, "App") : null,
    h(
      "time",
      { class: "message-time", datetime: new Date(message.atMs).toISOString(), title: absolute(message.atMs, zone) },
      clockTime(message.atMs, zone),
    ),
    message.because ? h("span", { class: "message-because" }, message.because) : null,
  );
  if (!message.onlyYou) return head;
  const button = h("button", { type: "button", class: "dismiss", "aria-label": "Dismiss this message" }, "Dismiss");
  button.addEventListener("click", dismiss);
  head.append(h("span", { class: "only-you" }, icon("eye", 14), "Only you can see this"), button);
  return head;
}

function drawBody(message: Message, acting: Acting): HTMLElement {
  const body = h("div", { class: "message-body" });
  if (message.content.kind === "words") body.append(h("p", { class: "words", dir: "auto" }, message.content.text));
  else body.append(drawView(message.content.view, acting));
  return body;
}

/** `order`: the person's place in the list; neighbours get different colours. */
export function avatar(person: Person, order: number): HTMLElement {
  const initials = person.name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
  return h("span", { class: `avatar hue-${Math.max(0, order) % 8}`, "aria-hidden": "true" }, initials);
}

export function botAvatar(): HTMLElement {
  return h(
    "span",
    { class: "avatar bot", "aria-hidden": "true" },
    ...[0, 1, 2].map((line) => h("span", { class: `bar bar-${line}` })),
  );
}

function markWaiting(element: HTMLElement, state: State, message: Message): void {
  const waiting = state.snapshot.waiting.find((one) => one.message === message.id);
  element.querySelector(".still-working")?.remove();
  element.toggleAttribute("aria-busy", waiting !== undefined);
  if (!waiting) return;
  element.querySelector("article")?.append(h("p", { class: "still-working" }, ...working(waiting.slow)));
}

const waitingRows = new Map<string, HTMLElement>();

function drawWaiting(id: string, slow: boolean): HTMLElement {
  const key = `${id} ${slow}`;
  const made =
    waitingRows.get(key) ??
    h(
      "li",
      { class: "message waiting", role: "status" },
      h(
        "article",
        {},
        h("header", { class: "message-head" }, botAvatar(), h("span", { class: "message-author" }, "Interleave")),
        h("div", { class: "message-body" }, h("p", { class: "still-working" }, ...working(slow))),
      ),
    );
  waitingRows.clear();
  waitingRows.set(key, made);
  return made;
}

function working(slow: boolean): Node[] {
  const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  return [dots, document.createTextNode(slow ? "Still working on it." : "Working on it.")];
}

function focusedControl(body: HTMLElement): string | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !body.contains(focused)) return null;
  return focused.dataset.control ?? "";
}

function firstControl(body: HTMLElement): HTMLElement | null {
  return body.querySelector<HTMLElement>(".button.primary") ?? body.querySelector<HTMLElement>("[data-control]");
}
