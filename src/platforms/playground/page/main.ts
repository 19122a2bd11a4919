import { openClockPanel } from "./clock-panel.ts";
import { openComposer } from "./composer.ts";
import { act, listen, NotDone, post, suggest, upload } from "./connection.ts";
import { byId, h } from "./dom.ts";
import { openDrawer } from "./drawer.ts";
import { openForm } from "./form.ts";
import type { Answer, ConversationId, Message, Person, ShownForm } from "./protocol.ts";
import { drawSidebar } from "./sidebar.ts";
import { type Change, changed, fromSnapshot, inConversation, looked, me, type State } from "./state.ts";
import { openTimeline } from "./timeline.ts";
import { drawWelcome } from "./welcome.ts";

const wanted = new URLSearchParams(location.search);
// The token was shown; from here on the cookie speaks, and the address can be passed on.
if (wanted.has("token")) {
  wanted.delete("token");
  const rest = wanted.toString();
  history.replaceState(null, "", `${location.pathname}${rest ? `?${rest}` : ""}${location.hash}`);
}

let state: State | null = null;
const scroller = byId("scroll", HTMLElement);
const announcer = byId("announce", HTMLElement);
const toast = byId("toast", HTMLElement);
const welcome = byId("welcome", HTMLElement);
const drawer = openDrawer(byId("sidebar", HTMLElement), byId("menu", HTMLButtonElement), byId("scrim", HTMLElement));

const timeline = openTimeline(byId("messages", HTMLElement), scroller, { press, dismiss });
const clock = openClockPanel(byId("clock", HTMLElement), async (toMs) => {
  await tryTo(() => post("clock", { toMs }));
});
const composer = openComposer(
  {
    form: byId("composer", HTMLFormElement),
    input: byId("composer-input", HTMLInputElement),
    list: byId("completions", HTMLElement),
    slash: byId("slash", HTMLElement),
  },
  {
    commands: () => state?.snapshot.commands ?? [],
    people: () => state?.snapshot.people ?? [],
    channels: () => state?.snapshot.channels ?? [],
    suggest: (text, option, typed) => suggest({ ...here(), text, option, typed }),
    send,
    leaveUp,
  },
);

function self(): Person {
  return state ? me(state) : { id: "", name: "", zone: "UTC" };
}

function openConversation(): ConversationId {
  const hash = decodeURIComponent(location.hash.slice(1));
  if (hash === "direct") return `@${self().id}`;
  const channels = state?.snapshot.channels ?? [];
  return channels.find((channel) => channel.id === hash)?.id ?? channels[0]?.id ?? "";
}

function here() {
  return { as: self().id, conversation: openConversation() };
}

function onChange(change: Change): void {
  const now = performance.now();
  if (change.name === "snapshot") state = state ? changed(state, change, "", now) : fromSnapshot(change.data, now);
  else if (state) state = changed(state, change, document.hidden ? "" : openConversation(), now);
  if (change.name === "message") announce(change.data);
  draw(change.name);
}

function draw(cause: Change["name"] | "opened"): void {
  if (!state) return;
  clock.draw(state);
  if (cause === "clock") return;
  const conversation = openConversation();
  if (!document.hidden) state = looked(state, conversation);
  drawSidebar(
    { conversations: byId("conversations", HTMLElement), people: byId("people", HTMLElement) },
    state,
    conversation,
    { addPerson },
  );
  drawHeader(conversation);
  timeline.draw(state, conversation);
  drawWelcome(welcome, state, conversation, (text) => void send(text));
}

function drawHeader(conversation: ConversationId): void {
  const isDirect = conversation.startsWith("@");
  const channel = state?.snapshot.channels.find((one) => one.id === conversation);
  const name = isDirect ? "Interleave" : `#${channel?.name ?? conversation}`;
  byId("title", HTMLElement).textContent = name;
  byId("subtitle", HTMLElement).textContent = `You are ${self().name}`;
  byId("subtitle-more", HTMLElement).textContent = isDirect
    ? ". Nobody else reads this conversation."
    : ". What you study stays between you and Interleave.";
  document.title = `${name} · Interleave playground`;
  composer.setPlaceholder(isDirect ? "Message Interleave, or type /" : `Message ${name}, or type /`);
}

function announce(message: Message): void {
  if (message.conversation !== openConversation() || message.author === self().id) return;
  const words = message.content.kind === "words" ? message.content.text : message.content.view.fallback;
  announcer.textContent = message.author === "bot" ? words : `${message.author}: ${words}`;
}

async function send(text: string): Promise<boolean> {
  return tryTo(async () => {
    if (!text.startsWith("/")) {
      await post("say", { ...here(), text });
      return;
    }
    await take(await act("command", { ...here(), text }), null);
    timeline.scrollToEnd();
  });
}

async function press(message: Message, action: string, values: readonly string[], control: HTMLElement): Promise<void> {
  control.setAttribute("aria-busy", "true");
  await tryTo(async () => {
    const answer = await act("press", { ...here(), message: message.id, action, values });
    await take(answer, message.id);
    if (answer.kind === "done" && answer.message && answer.message !== message.id) timeline.focusNext(answer.message);
  });
  control.removeAttribute("aria-busy");
}

async function take(answer: Answer, message: string | null): Promise<void> {
  if (answer.kind === "form") showForm(answer.form, message);
}

function showForm(form: ShownForm, message: string | null): void {
  const origin = here();
  const before = document.activeElement;
  let next: string | null = null;
  openForm(form, {
    channels: state?.snapshot.channels ?? [],
    upload: (file) => upload(origin.as, file),
    async submit(values) {
      const answer = await act("submit", { ...origin, message, action: form.action, values });
      if (answer.kind === "reject") return answer.reasons;
      if (answer.kind === "form") queueMicrotask(() => showForm(answer.form, message));
      else next = answer.message;
      return null;
    },
    closed() {
      if (next) timeline.focusNext(next);
      else if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
  });
}

function addPerson(): void {
  drawer.close();
  const form: ShownForm = {
    title: "Add a person",
    submit: "Add",
    intro: "Somebody else to be, with their own cards and their own window.",
    fields: [{ kind: "line", name: "name", label: "Name", required: true }],
    action: "add-person",
  };
  openForm(form, {
    channels: [],
    upload: () => Promise.resolve(""),
    async submit(values) {
      const name = String(values.name ?? "").trim();
      if (name === "") return { name: "A name, please." };
      try {
        await post("person", { name, zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
      } catch (error) {
        if (error instanceof NotDone) return { name: error.message };
        throw error;
      }
      return null;
    },
    closed: () => undefined,
  });
}

function dismiss(message: Message): void {
  void tryTo(() => post("dismiss", { as: self().id, message: message.id }));
  composer.focus();
}

function leaveUp(): void {
  const last = state && inConversation(state, openConversation()).at(-1)?.message;
  if (last) timeline.focusNext(last.id);
}

async function tryTo(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    notify(error instanceof NotDone ? error.message : "That did not work. Please try again.");
    if (!(error instanceof NotDone)) console.error(error);
    return false;
  }
}

let hideToast: ReturnType<typeof setTimeout> | undefined;
function notify(words: string): void {
  toast.replaceChildren(h("p", {}, words));
  clearTimeout(hideToast);
  hideToast = setTimeout(() => toast.replaceChildren(), 8_000);
}

function onConnection(now: "live" | "lost" | "refused"): void {
  const banner = byId("offline", HTMLElement);
  banner.hidden = now === "live";
  if (now === "lost") banner.textContent = "Interleave is not answering. I keep trying.";
  if (now === "refused") {
    banner.textContent = "Interleave does not let this page in. Is there still somebody of this name? ";
    banner.append(h("a", { href: "/" }, "Start again"));
  }
}

window.addEventListener("hashchange", () => {
  drawer.close();
  draw("opened");
  composer.focus();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) draw("opened");
});
byId("skip", HTMLAnchorElement).addEventListener("click", (event) => {
  event.preventDefault();
  composer.focus();
});
byId("latest", HTMLButtonElement).addEventListener("click", () => timeline.scrollToEnd());
window.addEventListener("pagehide", () => listening.close());
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
const listening = listen(wanted.get("as"), onChange, onConnection);
