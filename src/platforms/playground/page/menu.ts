import { h, icon } from "./dom.ts";
import type { ShownOption } from "./protocol.ts";

/**
 * A button that opens a list to pick one from. Not a `<select>`: arrow keys in one of those pick at once, and here a pick
 * is sent.
 */
export function selectMenu(parts: {
  placeholder: string;
  options: readonly ShownOption[];
  control: string;
  onPick: (value: string, control: HTMLElement) => void;
}): HTMLElement {
  const id = `menu-${nextId()}`;
  const button = h(
    "button",
    {
      type: "button",
      class: "select",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-controls": id,
      "data-control": parts.control,
    },
    h("span", { class: "select-label" }, parts.placeholder),
    icon("chevron", 16),
  );
  const list = h("ul", { class: "select-list", role: "listbox", id, "aria-label": parts.placeholder, hidden: true });
  const box = h("div", { class: "select-box" }, button, list);
  let at = -1;

  parts.options.forEach((option, index) => {
    const item = h(
      "li",
      { role: "option", id: `${id}-${index}`, "aria-selected": "false", class: "select-option" },
      h("span", {}, option.label),
      option.description ? h("span", { class: "select-description" }, option.description) : null,
    );
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => pick(index));
    item.addEventListener("pointermove", () => mark(index));
    list.append(item);
  });

  function isOpen(): boolean {
    return !list.hidden;
  }
  function open(): void {
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    box.classList.toggle("opens-up", roomBelow(button) < Math.min(280, list.scrollHeight));
    mark(0);
  }
  function close(): void {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-activedescendant");
    at = -1;
  }
  function mark(index: number): void {
    at = Math.max(0, Math.min(parts.options.length - 1, index));
    [...list.children].forEach((item, position) => {
      item.setAttribute("aria-selected", String(position === at));
      if (position === at) item.scrollIntoView({ block: "nearest" });
    });
    button.setAttribute("aria-activedescendant", `${id}-${at}`);
  }
  function pick(index: number): void {
    const option = parts.options[index];
    close();
    if (option) parts.onPick(option.value, button);
  }

  const keys: Record<string, () => void> = {
    ArrowDown: () => (isOpen() ? mark(at + 1) : open()),
    ArrowUp: () => (isOpen() ? mark(at - 1) : open()),
    Home: () => mark(0),
    End: () => mark(parts.options.length - 1),
    Enter: () => (isOpen() ? pick(at) : open()),
    " ": () => (isOpen() ? pick(at) : open()),
    Escape: close,
  };
  button.addEventListener("click", () => (isOpen() ? close() : open()));
  button.addEventListener("blur", close);
  button.addEventListener("keydown", (event) => {
    const key = keys[event.key];
    if (key && (isOpen() || ["ArrowDown", "ArrowUp", "Enter", " "].includes(event.key))) {
      event.preventDefault();
      key();
    } else if (isOpen() && event.key.length === 1) {
      const found = parts.options.findIndex((option) => option.label.toLowerCase().startsWith(event.key.toLowerCase()));
      if (found >= 0) mark(found);
    }
  });
  return box;
}

function roomBelow(element: Element): number {
  const composer = document.getElementById("composer");
  const floor = composer ? composer.getBoundingClientRect().top : window.innerHeight;
  return floor - element.getBoundingClientRect().bottom;
}

let given = 0;
/** For ids that tie labels to controls. */
export function nextId(): number {
  given += 1;
  return given;
}
