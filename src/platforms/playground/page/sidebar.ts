import { h, icon } from "./dom.ts";
import type { ConversationId, Person } from "./protocol.ts";
import { me, type State } from "./state.ts";
import { avatar, botAvatar } from "./timeline.ts";

export interface SidebarActing {
  addPerson(): void;
}

/** Conversations, and the people to be. */
export function drawSidebar(
  parts: { conversations: HTMLElement; people: HTMLElement },
  state: State,
  open: ConversationId,
  acting: SidebarActing,
): void {
  const self = me(state);
  const direct = `@${self.id}`;
  parts.conversations.replaceChildren(
    heading("Channels"),
    list(
      state.snapshot.channels.map((channel) =>
        link(`#${channel.id}`, icon("hash", 17), channel.name, open === channel.id, state.unread.has(channel.id)),
      ),
    ),
    heading("Direct messages"),
    list([link("#direct", botAvatar(), "Interleave", open === direct, state.unread.has(direct))]),
  );
  const add = h("button", { type: "button", class: "side-item side-add" }, icon("plus", 17), "Add a person");
  add.addEventListener("click", acting.addPerson);
  const rows = state.snapshot.people.map((person, order) => personRow(person, order, person.id === self.id));
  parts.people.replaceChildren(heading("People"), list(rows), add);
}

function heading(words: string): HTMLElement {
  return h("h2", { class: "side-heading" }, words);
}

function list(items: readonly HTMLElement[]): HTMLElement {
  return h("ul", { class: "side-list" }, ...items.map((item) => h("li", { class: "side-row" }, item)));
}

function link(href: string, mark: Node, name: string, isOpen: boolean, unread: boolean): HTMLElement {
  return h(
    "a",
    { href, class: `side-item${unread ? " unread" : ""}`, "aria-current": isOpen ? "page" : null },
    mark,
    h("span", { class: "side-name" }, name),
    unread ? h("span", { class: "unread-dot" }, h("span", { class: "visually-hidden" }, "new messages")) : null,
  );
}

function personRow(person: Person, order: number, isMe: boolean): HTMLElement {
  const href = `/?as=${encodeURIComponent(person.id)}`;
  const name = h("span", { class: "side-name", dir: "auto" }, person.name);
  if (isMe) {
    return h(
      "span",
      { class: "side-item side-me", "aria-current": "true" },
      avatar(person, order),
      name,
      h("span", { class: "side-you" }, "you"),
    );
  }
  return h(
    "span",
    { class: "side-person" },
    h("a", { href, class: "side-item", title: `Be ${person.name} in this window` }, avatar(person, order), name),
    h(
      "a",
      {
        href,
        class: "icon-button side-window",
        target: `interleave-${person.id}`,
        "aria-label": `Open a window for ${person.name}`,
        title: `Open a window for ${person.name}`,
      },
      icon("window", 16),
    ),
  );
}
