import { NotDone } from "./connection.ts";
import { h, icon } from "./dom.ts";
import { nextId } from "./menu.ts";
import type { Channel, ShownField, ShownForm, ShownOption } from "./protocol.ts";

export type FormValues = Record<string, string | string[]>;

export interface FormActing {
  readonly channels: readonly Channel[];
  /** Null: done, the dialog closes; else reasons by field. @throws NotDone */
  submit(values: FormValues): Promise<Readonly<Record<string, string>> | null>;
  upload(file: File): Promise<string>;
  closed(): void;
}

interface DrawnField {
  readonly name: string;
  readonly element: HTMLElement;
  value(): Promise<string | string[]>;
  setError(reason: string | null): void;
  focus(): void;
}

/** What was typed into forms that were closed without sending, by action. */
const unsent = new Map<string, FormValues>();

export function openForm(form: ShownForm, acting: FormActing): void {
  const titleId = `form-${nextId()}`;
  const before = unsent.get(form.action);
  const fields = form.fields.map((field) => drawField(refill(field, before), acting));
  const problem = h("p", { class: "form-problem", role: "alert" });
  const submit = h("button", { type: "submit", class: "button primary" }, form.submit);
  const cancel = h("button", { type: "button", class: "button plain" }, "Cancel");
  const close = h("button", { type: "button", class: "icon-button", "aria-label": "Close" }, icon("close"));
  const body = h(
    "form",
    { class: "form", novalidate: true },
    h("header", { class: "form-head" }, h("h2", { id: titleId }, form.title), close),
    h(
      "div",
      { class: "form-fields" },
      form.intro ? h("p", { class: "form-intro" }, form.intro) : null,
      ...fields.map((field) => field.element),
      problem,
    ),
    h("footer", { class: "form-foot" }, cancel, submit),
  );
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": titleId }, body);

  async function values(): Promise<FormValues> {
    const read = await Promise.all(fields.map(async (field) => [field.name, await field.value()] as const));
    return Object.fromEntries(read);
  }

  async function send(): Promise<void> {
    submit.disabled = true;
    submit.setAttribute("aria-busy", "true");
    problem.textContent = "";
    try {
      const reasons = await acting.submit(await values());
      if (reasons === null) {
        unsent.delete(form.action);
        dialog.close("sent");
        return;
      }
      const refused = fields.filter((field) => {
        field.setError(reasons[field.name] ?? null);
        return reasons[field.name] !== undefined;
      });
      const known = new Set(fields.map((field) => field.name));
      const others = Object.entries(reasons).filter(([name]) => !known.has(name));
      problem.textContent = others.map(([, reason]) => reason).join(" ");
      refused[0]?.focus();
    } catch (error) {
      problem.textContent = error instanceof NotDone ? error.message : "That did not work. Please try again.";
    } finally {
      submit.disabled = false;
      submit.removeAttribute("aria-busy");
    }
  }

  body.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) body.requestSubmit();
  });
  for (const button of [cancel, close]) button.addEventListener("click", () => dialog.close("left"));
  dialog.addEventListener("close", () => {
    const left = dialog.returnValue === "sent" ? Promise.resolve(null) : values().catch(() => null);
    void left.then((kept) => {
      if (kept) unsent.set(form.action, kept);
    });
    dialog.remove();
    acting.closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  (fields[0] ?? { focus: () => submit.focus() }).focus();
}

function refill(field: ShownField, values: FormValues | undefined): ShownField {
  const value = values?.[field.name];
  if (value === undefined || value.length === 0 || field.kind === "file") return field;
  if (field.kind === "many") return { ...field, value: typeof value === "string" ? [value] : value };
  return typeof value === "string" ? { ...field, value } : field;
}

function drawField(field: ShownField, acting: FormActing): DrawnField {
  const id = `field-${nextId()}`;
  const error = h("p", { class: "field-error", id: `${id}-error` });
  const hint = field.hint ? h("p", { class: "field-hint", id: `${id}-hint` }, field.hint) : null;
  const described = `${hint ? `${id}-hint ` : ""}${id}-error`;
  const control = drawControl(field, id, described, acting);
  // One that is chosen already needs no word: leaving it is an answer.
  const isChosen = field.kind === "one" && field.value !== undefined;
  const optional = field.required || isChosen ? null : h("span", { class: "field-optional" }, "optional");
  const isGroup = field.kind === "one" || field.kind === "many";
  const element = isGroup
    ? h("fieldset", { class: "form-field", "aria-describedby": described }, h("legend", {}, field.label, optional))
    : h("div", { class: "form-field" }, h("label", { for: id }, field.label, optional));
  element.append(...[hint, control.element, error].filter((node) => node !== null));
  return {
    name: field.name,
    element,
    value: control.value,
    setError(reason) {
      error.textContent = reason ?? "";
      element.classList.toggle("refused", reason !== null);
      for (const input of element.querySelectorAll("input, textarea, select")) {
        if (reason === null) input.removeAttribute("aria-invalid");
        else input.setAttribute("aria-invalid", "true");
      }
    },
    focus() {
      element.querySelector<HTMLElement>("input:checked, input, textarea, select")?.focus();
    },
  };
}

interface Control {
  readonly element: HTMLElement;
  value(): Promise<string | string[]>;
}

function drawControl(field: ShownField, id: string, described: string, acting: FormActing): Control {
  const common = {
    id,
    name: field.name,
    "aria-describedby": described,
    "aria-required": field.required ? "true" : null,
  };
  switch (field.kind) {
    case "line":
    case "time": {
      // Not the browser's own field for times: it follows the browser's language, 12-hour clock included.
      const example = field.kind === "time" ? "18:30" : null;
      const input = h("input", {
        ...common,
        type: "text",
        value: field.value,
        placeholder: example,
        autocomplete: "off",
        dir: "auto",
      });
      return { element: input, value: async () => input.value };
    }
    case "date": {
      // Worded dates ("12 Mar") would not show in the browser's own field.
      const picks = !field.value || /^\d{4}-\d{2}-\d{2}$/.test(field.value);
      const input = h("input", { ...common, type: picks ? "date" : "text", value: field.value, autocomplete: "off" });
      return { element: input, value: async () => input.value };
    }
    case "paragraph":
      return drawParagraph(field, common);
    case "channel": {
      const select = h(
        "select",
        common,
        field.required ? null : h("option", { value: "" }, "Choose a channel"),
        ...acting.channels.map((channel) =>
          h("option", { value: channel.id, selected: channel.id === field.value }, `#${channel.name}`),
        ),
      );
      return { element: select, value: async () => select.value };
    }
    case "one":
      return drawOptions(field.options, "radio", field.value === undefined ? [] : [field.value], id);
    case "many":
      return drawOptions(field.options, "checkbox", field.value ?? [], id);
    case "file": {
      const input = h("input", { ...common, type: "file" });
      return {
        element: input,
        value: async () => {
          const file = input.files?.[0];
          return file ? acting.upload(file) : "";
        },
      };
    }
  }
}

function drawParagraph(
  field: ShownField & { kind: "line" | "paragraph" },
  common: Record<string, string | null>,
): Control {
  const area = h("textarea", { ...common, rows: 5, dir: "auto" });
  area.value = field.value ?? "";
  const counter = h("p", { class: "field-counter", "aria-hidden": "true" });
  const count = () => {
    const most = field.maxLength ?? 0;
    counter.textContent = most ? `${area.value.length.toLocaleString("en")} of ${most.toLocaleString("en")}` : "";
    counter.classList.toggle("over", most > 0 && area.value.length > most);
  };
  area.addEventListener("input", count);
  count();
  return { element: h("div", {}, area, counter), value: async () => area.value };
}

function drawOptions(
  options: readonly ShownOption[],
  type: "radio" | "checkbox",
  chosen: readonly string[],
  group: string,
): Control {
  const inputs: HTMLInputElement[] = [];
  const element = h("div", { class: "choices" });
  for (const option of options) {
    const id = `${group}-${inputs.length}`;
    const input = h("input", { type, id, name: group, value: option.value, checked: chosen.includes(option.value) });
    inputs.push(input);
    element.append(
      h(
        "label",
        { class: "choice", for: id },
        input,
        h(
          "span",
          {},
          option.label,
          option.description ? h("span", { class: "choice-description" }, option.description) : null,
        ),
      ),
    );
  }
  return {
    element,
    async value() {
      const picked = inputs.filter((input) => input.checked).map((input) => input.value);
      return type === "radio" ? (picked[0] ?? "") : picked;
    },
  };
}
