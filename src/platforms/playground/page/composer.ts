import { h } from "./dom.ts";
import type { Channel, Person, ShownCommand, ShownCommandOption, Suggested } from "./protocol.ts";
import { type Completion, completeSlash } from "./slash.ts";

export interface ComposerActing {
  commands(): readonly ShownCommand[];
  people(): readonly Person[];
  channels(): readonly Channel[];
  suggest(text: string, option: string, typed: string): Promise<readonly Suggested[]>;
  /** False: nothing was sent, the text stays. */
  send(text: string): Promise<boolean>;
  /** Up, in an empty field: to the newest message. */
  leaveUp(): void;
}

export interface Composer {
  setPlaceholder(words: string): void;
  focus(): void;
  fill(text: string): void;
}

interface Item {
  readonly label: string;
  readonly detail: string;
  /** What the text becomes. */
  readonly text: string;
  /** It cannot be sent like this: a subcommand or an option is needed. */
  readonly needsMore?: boolean;
}

export function openComposer(
  parts: { form: HTMLFormElement; input: HTMLInputElement; list: HTMLElement; slash: HTMLElement },
  acting: ComposerActing,
): Composer {
  const { form, input, list } = parts;
  let items: readonly Item[] = [];
  let at = -1;
  let asked = 0;
  let sending = false;

  function close(): void {
    items = [];
    at = -1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index: number): void {
    at = index;
    list.querySelectorAll("[role=option]").forEach((item, position) => {
      item.setAttribute("aria-selected", String(position === at));
      if (position === at) item.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) input.setAttribute("aria-activedescendant", `complete-${at}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(heading: string, found: readonly Item[], marked: number): void {
    items = found;
    if (heading === "" && items.length === 0) {
      close();
      return;
    }
    list.replaceChildren(
      ...(heading ? [h("div", { class: "complete-heading", role: "presentation" }, heading)] : []),
      ...items.map((item, index) => {
        const element = h(
          "div",
          { role: "option", id: `complete-${index}`, class: "complete-item", "aria-selected": "false" },
          h("span", { class: "complete-label" }, item.label),
          h("span", { class: "complete-detail" }, item.detail),
        );
        element.addEventListener("pointerdown", (event) => event.preventDefault());
        element.addEventListener("click", () => accept(index));
        return element;
      }),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(items.length === 0 ? -1 : marked);
  }

  function accept(index: number): void {
    const item = items[index];
    if (!item) return;
    input.value = item.text;
    input.focus();
    input.setSelectionRange(item.text.length, item.text.length);
    void update();
  }

  async function update(): Promise<void> {
    asked += 1;
    const mine = asked;
    const text = input.value;
    const completion = completeSlash(text, acting.commands());
    if (completion?.stage === "option") {
      await updateOption(text, completion, mine);
    } else if (completion?.stage === "subcommand") {
      const { command, typed } = completion;
      show(`/${command.name}: ${command.summary}`, subcommandItems(command, typed), 0);
    } else if (completion) {
      show("", commandItems(acting.commands(), completion.typed), 0);
    } else {
      close();
    }
  }

  async function updateOption(text: string, completion: AtOption, mine: number): Promise<void> {
    const known = valueItems(text, completion, acting);
    const heading = optionHeading(completion);
    show(heading, known ?? openOptionItems(text, completion), -1);
    if (known || !completion.current?.completes) return;
    const found = await acting.suggest(text, completion.current.name, completion.typed).catch(() => []);
    if (mine !== asked || found.length === 0) return;
    const prefix = valuePrefix(text, completion.from, completion.current);
    const suggested = found.map((one) => ({
      label: one.name,
      detail: "",
      text: `${prefix}${one.value} `,
    }));
    show(heading, suggested, -1);
  }

  async function send(): Promise<void> {
    const text = input.value.trim();
    if (text === "" || sending) return;
    sending = true;
    close();
    input.value = "";
    const sent = await acting.send(text);
    sending = false;
    if (!sent && input.value === "") input.value = text;
  }

  input.addEventListener("input", () => void update());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isOpen = items.length > 0;
    if (event.key === "ArrowDown" && isOpen) mark((at + 1) % items.length);
    else if (event.key === "ArrowUp" && isOpen) mark(at <= 0 ? items.length - 1 : at - 1);
    else if (event.key === "ArrowUp" && input.value === "") acting.leaveUp();
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Tab" && isOpen && !event.shiftKey) accept(Math.max(0, at));
    else if (event.key === "Enter" && at >= 0 && !isWhole(items[at], input.value)) accept(at);
    else if (event.key === "Enter") void send();
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  parts.slash.addEventListener("pointerdown", (event) => event.preventDefault());
  parts.slash.addEventListener("click", () => {
    if (!input.value.startsWith("/")) input.value = `/${input.value}`;
    input.focus();
    void update();
  });

  return {
    setPlaceholder(words) {
      input.placeholder = words;
    },
    focus: () => input.focus(),
    fill(text) {
      input.value = text;
      input.focus();
      void update();
    },
  };
}

/** Enter on a command that is typed out and needs nothing more sends it. */
function isWhole(item: Item | undefined, typed: string): boolean {
  return item !== undefined && !item.needsMore && item.text.trimEnd() === typed.trimEnd();
}

function commandItems(commands: readonly ShownCommand[], typed: string): Item[] {
  return commands
    .filter((command) => command.name.startsWith(typed))
    .map((command) => ({
      label: `/${command.name}`,
      detail: command.summary,
      text: `/${command.name} `,
      needsMore: command.subcommands !== undefined || needsOption(command.options),
    }));
}

function subcommandItems(command: ShownCommand, typed: string): Item[] {
  return (command.subcommands ?? [])
    .filter((one) => one.name.startsWith(typed))
    .map((one) => ({
      label: one.name,
      detail: one.summary,
      text: `/${command.name} ${one.name} `,
      needsMore: needsOption(one.options),
    }));
}

function needsOption(options: readonly ShownCommandOption[] | undefined): boolean {
  return options?.some((option) => option.required) ?? false;
}

type AtOption = Extract<Completion, { stage: "option" }>;

function optionHeading({ command, current, open }: AtOption): string {
  if (current) return `${current.name}: ${current.summary}`;
  return open.length > 0 ? `/${command.name}: press Enter, or add` : "";
}

function openOptionItems(text: string, completion: AtOption): Item[] {
  if (completion.typed !== "" || completion.current) return [];
  const before = text.trimEnd();
  return completion.open.map((option) => ({
    label: `${option.name}:`,
    detail: option.required ? `${option.summary} (needed)` : option.summary,
    text: `${before} ${option.name}: `,
  }));
}

/** Values that are known here; null: none are. */
function valueItems(text: string, completion: AtOption, acting: ComposerActing): Item[] | null {
  const option = completion.current;
  const values = option && knownValues(option, acting);
  if (!option || !values) return null;
  const wanted = completion.typed.replace(/^[@#]/, "").trim().toLowerCase();
  const prefix = valuePrefix(text, completion.from, option);
  return values
    .filter((name) => name.toLowerCase().startsWith(wanted) && name.toLowerCase() !== wanted)
    .map((name) => ({ label: name, detail: "", text: `${prefix}${name} ` }));
}

function knownValues(option: ShownCommandOption, acting: ComposerActing): readonly string[] | null {
  if (option.kind === "member") return acting.people().map((person) => person.name);
  if (option.kind === "channel") return acting.channels().map((channel) => `#${channel.name}`);
  return option.choices?.map((choice) => choice.name) ?? null;
}

function valuePrefix(text: string, from: number, option: ShownCommandOption): string {
  const before = text.slice(0, from).trimEnd();
  return `${before} ${option.name}: `;
}
