import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseActionId } from "../../src/chat/actions/action-id.ts";
import { actions } from "../../src/chat/actions/index.ts";
import { commands } from "../../src/chat/commands/index.ts";
import { formLimits, viewLimits } from "../../src/chat/limits.ts";
import type { Button, Field, Form, Part, Span, View } from "../../src/chat/view.ts";
import { allExamples } from "./examples/all.ts";

const root = join(import.meta.dirname, "../..");
const known = new Set(actions.map(({ name }) => name));

/** Lead to one of the other views and show nothing of their own. */
const choosers = new Set(["cardView", "nextView"]);

describe("the list of examples", () => {
  test("shows every view there is", () => {
    const texts = readdirSync(join(root, "tests/contracts/examples")).map((file) =>
      readFileSync(join(root, "tests/contracts/examples", file), "utf8"),
    );
    const views = readdirSync(join(root, "src/chat/views")).map((file) =>
      readFileSync(join(root, "src/chat/views", file), "utf8"),
    );
    const called = (name: string) => new RegExp(`(?<!function )\\b${name}\\(`);
    const never = views
      .flatMap(viewsOf)
      .filter((name) => !choosers.has(name) && ![...texts, ...views].some((text) => called(name).test(text)));
    expect(never).toEqual([]);
  });

  test("names each case once", () => {
    const names = allExamples.map(({ screen, name }) => `${screen} ${name}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

describe("what can be said and pressed", () => {
  test("each command and each action has a name of its own", () => {
    const names = [...commands.map(({ spec }) => `/${spec.name}`), ...actions.map(({ name }) => name)];
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(commands.length).toBeGreaterThan(8);
  });
});

describe.each(allExamples.map((example) => [`${example.screen} ${example.name}`, example] as const))(
  "%s",
  (_, example) => {
    test("keeps the limits every platform can show", () => {
      expect("view" in example ? viewFaults(example.view) : formFaults(example.form)).toEqual([]);
    });
  },
);

/** Names of the exported functions that give a view or a form. */
function viewsOf(source: string): string[] {
  const found = source.matchAll(/export function (\w+)\([^{]*?\)\s*:\s*(?:View|Form)\b/g);
  return [...found].map(([, name = ""]) => name);
}

function viewFaults(view: View): string[] {
  const of = <Kind extends Part["kind"]>(kind: Kind) =>
    view.parts.filter((part): part is Extract<Part, { kind: Kind }> => part.kind === kind);
  const all = of("buttons").flatMap((row) => row.buttons);
  const text = [view.title ?? "", ...view.parts.map(textOf)].join("").length;
  return [
    ...tooLong("title", view.title ?? "", viewLimits.title),
    ...tooLong("fallback", view.fallback, viewLimits.fallback),
    ...tooMany("parts", view.parts.length, viewLimits.parts),
    ...tooMany("button rows", of("buttons").length, viewLimits.buttonRows),
    ...tooMany("selects", of("select").length, viewLimits.selects),
    ...tooMany("ticks", of("ticks").length, viewLimits.ticks),
    ...tooMany("pictures", of("picture").length, viewLimits.pictures),
    ...tooMany("characters", text, viewLimits.text),
    ...(view.fallback.trim() === "" ? ["an empty fallback"] : []),
    ...(all.filter((one) => one.style === "primary").length > 1 ? ["two primary buttons"] : []),
    ...of("buttons").flatMap((row) => [
      ...tooMany("buttons in a row", row.buttons.length, viewLimits.buttonsInRow),
      ...(row.buttons.length === 0 ? ["an empty row of buttons"] : []),
    ]),
    ...all.flatMap(buttonFaults),
    ...repeated(
      "action",
      all.flatMap((one) => ("action" in one.press ? [one.press.action] : [])),
    ),
    ...view.parts.flatMap(partFaults),
  ];
}

function buttonFaults({ label, press }: Button): string[] {
  return [
    ...tooLong("button", label, viewLimits.buttonLabel),
    ...("action" in press ? actionFaults(press.action) : []),
  ];
}

function actionFaults(action: string): string[] {
  const name = parseActionId(action)?.name;
  return [
    ...tooLong("action", action, viewLimits.actionId),
    ...(name !== undefined && known.has(name) ? [] : [`an action nobody answers: ${action}`]),
  ];
}

function partFaults(part: Part): string[] {
  switch (part.kind) {
    case "heading":
      return tooLong("heading", part.text, viewLimits.heading);
    case "fields":
      return [
        ...tooMany("fields", part.fields.length, viewLimits.fields),
        ...part.fields.flatMap(({ label, value }) => [
          ...tooLong("label", label, viewLimits.fieldLabel),
          ...tooLong("value", spansText(value), viewLimits.fieldValue),
        ]),
      ];
    case "picture":
      return [
        ...tooLong("alt", part.alt, viewLimits.alt),
        ...(part.alt.trim() === "" ? ["a picture without words"] : []),
      ];
    case "select":
      return [
        ...actionFaults(part.action),
        ...tooLong("placeholder", part.placeholder, viewLimits.placeholder),
        ...tooMany("options", part.options.length, viewLimits.selectOptions),
        ...optionFaults(part.options),
      ];
    case "ticks":
      return [
        ...actionFaults(part.action),
        ...tooMany("options", part.options.length, viewLimits.options),
        ...optionFaults(part.options),
        ...(part.ticked.every((value) => part.options.some((option) => option.value === value))
          ? []
          : ["a tick of nothing"]),
      ];
    default:
      return [];
  }
}

function formFaults(form: Form): string[] {
  return [
    ...tooLong("title", form.title, formLimits.title),
    ...tooLong("submit", form.submit, formLimits.submit),
    ...tooLong("intro", form.intro ?? "", formLimits.intro),
    ...tooMany("intro and fields", form.fields.length + (form.intro ? 1 : 0), formLimits.introAndFields),
    ...actionFaults(form.action),
    ...repeated(
      "field",
      form.fields.map(({ name }) => name),
    ),
    ...form.fields.flatMap(fieldFaults),
  ];
}

function fieldFaults(field: Field): string[] {
  return [
    ...tooLong("label", field.label, formLimits.label),
    ...tooLong("hint", field.hint ?? "", formLimits.hint),
    ...("options" in field
      ? [...tooMany("options", field.options.length, viewLimits.options), ...optionFaults(field.options)]
      : []),
  ];
}

function optionFaults(
  options: readonly { label: string; value: string; description?: string | undefined }[],
): string[] {
  return [
    ...(options.length === 0 ? ["nothing to choose from"] : []),
    ...repeated(
      "value",
      options.map(({ value }) => value),
    ),
    ...options.flatMap(({ label, value, description }) => [
      ...tooLong("option", label, viewLimits.optionLabel),
      ...tooLong("option value", value, viewLimits.optionValue),
      ...tooLong("description", description ?? "", viewLimits.optionDescription),
    ]),
  ];
}

function tooLong(what: string, text: string, most: number): string[] {
  return text.length > most ? [`${what} of ${text.length}: ${text}`] : [];
}

function tooMany(what: string, count: number, most: number): string[] {
  return count > most ? [`${count} ${what}`] : [];
}

function repeated(what: string, names: readonly string[]): string[] {
  return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${what} twice: ${name}`);
}

function textOf(part: Part): string {
  switch (part.kind) {
    case "text":
    case "note":
      return spansText(part.spans);
    case "heading":
    case "quote":
      return part.text;
    case "fields":
      return part.fields.map(({ label, value }) => label + spansText(value)).join("");
    case "list":
      return part.items.map(spansText).join("");
    case "code":
      return part.source;
    default:
      return "";
  }
}

function spansText(spans: readonly Span[]): string {
  return spans
    .map((span) =>
      "text" in span ? span.text : "words" in span ? span.words : "label" in span ? span.label : span.name,
    )
    .join("");
}
