import { Window } from "happy-dom";
import type { ShownForm, ShownView } from "../../src/platforms/playground/page/protocol.ts";
import { type Html, raw } from "./html.ts";

/** The page draws itself with its own code, on a document without a browser. */
const { document } = new Window();
Object.assign(globalThis, { document });
const { drawView } = await import("../../src/platforms/playground/page/view.ts");
const { openForm } = await import("../../src/platforms/playground/page/form.ts");

export function drawPlaygroundView(view: ShownView): Html {
  return raw(drawView(view, { zone: "Europe/Berlin", press: () => undefined }).outerHTML);
}

export function drawPlaygroundForm(form: ShownForm): Html {
  openForm(form, {
    channels: form.fields.flatMap((field) =>
      field.kind === "channel" && field.value ? [{ id: field.value, name: "ml-daily" }] : [],
    ),
    submit: () => Promise.resolve(null),
    upload: () => Promise.resolve(""),
    closed: () => undefined,
  });
  const dialog = document.querySelector("dialog");
  if (!dialog) throw new Error("the page opened no dialog");
  // What is typed is no part of the markup.
  for (const area of dialog.querySelectorAll("textarea")) area.textContent = area.value;
  const { outerHTML } = dialog;
  dialog.remove();
  return raw(outerHTML);
}
