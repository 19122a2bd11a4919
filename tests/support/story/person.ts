import { expect } from "vitest";
import type { Hand, OpenForm, SeenMessage, Shown, StandIn } from "./hand.ts";
import type { Screen, SeenChoice, SeenField } from "./screen.ts";

/** Somebody at their screen. Everything is named as it reads: labels, titles, options. */
export interface StoryPerson {
  readonly name: string;
  readonly userId: string;
  /** `ann.command("study")`, `ann.command("cohort join", { code })`; in the channel unless told. */
  command(words: string, options?: Readonly<Record<string, string>>, where?: "channel" | "direct"): Promise<void>;
  /** Presses the button with this label, or beginning with it: on the private screen, or on a message. */
  press(label: string, on?: SeenMessage): Promise<void>;
  /** A button as it stands now, to be pressed later or twice, whatever its message shows by then. */
  hold(label: string, on?: SeenMessage): HeldButton;
  /** Presses a button that was held; on another message: as somebody who forges a press. */
  pressHeld(button: HeldButton, on?: SeenMessage): Promise<void>;
  pick(option: string, on?: SeenMessage): Promise<void>;
  /** Ticks exactly these, by label or its beginning; the only group, or the one of this label. */
  tick(options: readonly string[], group?: string): Promise<void>;
  /** Fills in the open form, whose title is `title`, by label; options by label, days as 2027-03-10. */
  fill(title: string, values: Readonly<Record<string, string | readonly string[]>>): Promise<void>;
  /** Corrects a form that was refused: "Fix it" on Discord, the form that stays open elsewhere. */
  correct(values: Readonly<Record<string, string | readonly string[]>>): Promise<void>;
  /** The private screen, or the open form, says all of this. */
  sees(...words: (string | RegExp)[]): void;
  seesNot(...words: (string | RegExp)[]): void;
  readonly text: string;
  readonly screen: Screen;
  /** The message, modal or home the person looks at, to be pressed again later. */
  readonly message: SeenMessage;
  readonly form: OpenForm;
  /** Why the form was refused, wherever that is said. */
  readonly refusal: string;
  /** Their direct messages with the bot, oldest first. */
  inbox(): Promise<readonly SeenMessage[]>;
}

export interface HeldButton {
  readonly message: SeenMessage;
  readonly action: string;
}

export function openPerson(
  name: string,
  hand: Hand,
  standIn: StandIn,
  around: { before(): void; after(): Promise<void> },
): StoryPerson {
  let message: SeenMessage | undefined;
  let form: OpenForm | undefined;
  let refusal = "";

  async function act(doing: () => Promise<Shown>): Promise<void> {
    around.before();
    refusal = "";
    const shown = await doing();
    await around.after();
    switch (shown.kind) {
      case "screen":
        message = shown.message;
        form = undefined;
        break;
      case "form":
        form = shown.form;
        break;
      case "refused":
        refusal = shown.reasons;
        break;
      case "nothing":
        form = undefined;
    }
  }

  const screen = () => {
    if (!message) throw new Error(`${name} sees nothing yet`);
    return message.screen;
  };
  const text = () => (form ? form.text : screen().text);

  const person: StoryPerson = {
    name,
    userId: hand.userId,
    command: (words, options = {}, where = "channel") => act(() => hand.command(words, options, where)),
    press: (label, on) => person.pressHeld(person.hold(label, on)),
    hold(label, on = person.message) {
      const { buttons } = on.screen;
      const found = buttons.find((one) => one.label === label) ?? buttons.find((one) => one.label.startsWith(label));
      if (!found?.action) throw new Error(`${name} finds no button "${label}" on\n${on.screen.text}`);
      return { message: on, action: found.action };
    },
    pressHeld: ({ message: on, action }, other) => act(() => hand.press(other ?? on, action, null)),
    pick(option, on = person.message) {
      for (const select of on.screen.selects) {
        const found = optionOf(select, option);
        if (found) return act(() => hand.press(on, select.action, [found.value]));
      }
      throw new Error(`${name} finds no option "${option}" on\n${on.screen.text}`);
    },
    tick(options, label) {
      const group = screen().ticks.find((one) => label === undefined || one.label === label);
      if (!group) throw new Error(`${name} finds nothing to tick on\n${screen().text}`);
      const values = options.map((option) => {
        const found = optionOf(group, option);
        if (!found) throw new Error(`${name} finds no "${option}" to tick on\n${screen().text}`);
        return found.value;
      });
      return act(() => hand.press(person.message, group.action, values));
    },
    fill(title, values) {
      expect(person.form.title).toBe(title);
      const opened = person.form;
      const named = valuesOf(opened, values, standIn);
      form = undefined;
      return act(async () => {
        const shown = await hand.submit(opened, named);
        if (shown.kind === "refused") form = opened;
        return shown;
      });
    },
    async correct(values) {
      if (!form) await person.press("Fix it");
      return person.fill(person.form.title, values);
    },
    sees(...words) {
      for (const one of words) {
        if (typeof one === "string") expect(text()).toContain(one);
        else expect(text()).toMatch(one);
      }
    },
    seesNot(...words) {
      for (const one of words) {
        if (typeof one === "string") expect(text()).not.toContain(one);
        else expect(text()).not.toMatch(one);
      }
    },
    get text() {
      return text();
    },
    get screen() {
      return screen();
    },
    get message() {
      if (!message) throw new Error(`${name} sees nothing yet`);
      return message;
    },
    get form() {
      if (!form) throw new Error(`${name} has no form open; before them is\n${message?.screen.text ?? "nothing"}`);
      return form;
    },
    get refusal() {
      return refusal || screen().text;
    },
    inbox: () => hand.directMessages(),
  };
  return person;
}

function optionOf(choice: Pick<SeenChoice, "options">, wanted: string) {
  const { options } = choice;
  return options.find(({ label }) => label === wanted) ?? options.find(({ label }) => label.startsWith(wanted));
}

/** By the fields' names and the options' values, as the platform sends them. */
function valuesOf(form: OpenForm, given: Readonly<Record<string, string | readonly string[]>>, standIn: StandIn) {
  const values: Record<string, string | readonly string[]> = {};
  for (const field of form.fields) {
    const preset =
      field.kind === "many" ? field.options.filter((one) => one.ticked).map((one) => one.value) : field.value;
    if (preset !== "" || field.kind === "text") values[field.name] = preset;
  }
  for (const [label, wanted] of Object.entries(given)) {
    const field = form.fields.find((one) => one.label === label);
    if (!field) throw new Error(`no field "${label}" in\n${form.text}`);
    values[field.name] = sentAs(field, wanted, standIn);
  }
  return values;
}

function sentAs(field: SeenField, wanted: string | readonly string[], standIn: StandIn): string | readonly string[] {
  if (field.kind === "channel") return standIn.place.channel;
  if (field.options.length === 0) return wanted;
  const values = [wanted].flat().map((one) => {
    const found = optionOf(field, one);
    if (!found) throw new Error(`no option "${one}" in ${field.label}: ${field.options.map(({ label }) => label)}`);
    return found.value;
  });
  return field.kind === "many" ? values : (values[0] ?? "");
}
