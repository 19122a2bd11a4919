import { type Html, html } from "./html.ts";
import { mrkdwn, rich } from "./slack-text.ts";

type Json = Readonly<Record<string, unknown>>;
/** Address of an uploaded picture, beside the page. */
export type PictureOf = (fileId: string) => string | null;

/** Blocks of ours as a Slack message: looks only, every word and element from the blocks. */
export function drawSlackMessage(blocks: readonly unknown[], pictureOf: PictureOf): Html {
  return html`<div class="s-message"><span class="avatar">I</span><div class="s-body">
    <div class="s-head"><b>Interleave</b><span class="s-app">APP</span><span class="s-at">18:41</span></div>
    ${blocks.map((block) => draw(block as Json, pictureOf))}
  </div></div>`;
}

export function drawSlackForm(form: Json): Html {
  return html`<div class="s-modal"><div class="s-modal-title">${words(form.title)}<span>✕</span></div>
    <div class="s-modal-body">${list(form.blocks).map((block) => draw(block, () => null))}</div>
    <div class="s-modal-foot"><span class="s-button">${words(form.close)}</span><span class="s-button s-primary">${words(form.submit)}</span></div>
  </div>`;
}

function draw(block: Json, pictureOf: PictureOf): Html {
  switch (block.type) {
    case "header":
      return html`<div class="s-header">${words(block.text)}</div>`;
    case "section":
      return block.fields
        ? html`<div class="s-fields">${list(block.fields).map((field) => html`<div>${text(field)}</div>`)}</div>`
        : html`<div class="s-section">${text(block.text as Json)}</div>`;
    case "context":
      return html`<div class="s-context">${list(block.elements).map((one) => html`<span>${text(one)}</span>`)}</div>`;
    case "rich_text":
      return html`<div class="s-section">${list(block.elements).map(rich)}</div>`;
    case "divider":
      return html`<hr>`;
    case "image": {
      const alt = String(block.alt_text);
      const src = pictureOf(String((block.slack_file as Json).id));
      return html`<figure>${src ? html`<img src="${src}" alt="${alt}">` : null}<figcaption>alt: ${alt}</figcaption></figure>`;
    }
    case "actions":
      return html`<div class="s-actions">${list(block.elements).map(element)}</div>`;
    case "input":
      return html`<div class="s-input"><b>${words(block.label)}${block.optional ? html` <span class="s-optional">(optional)</span>` : null}</b>
        ${element(block.element as Json)}
        ${block.hint ? html`<span class="s-hint">${words(block.hint)}</span>` : null}</div>`;
    default:
      throw new Error(`the gallery cannot draw Slack's block ${String(block.type)} yet; add it here`);
  }
}

function element(one: Json): Html {
  switch (one.type) {
    case "button":
      return html`<span class="s-button s-${String(one.style ?? "plain")}">${words(one.text)}${one.url ? " ↗" : ""}</span>`;
    case "static_select":
    case "multi_static_select":
      return html`<details class="s-select-box"><summary class="s-select">${chosen(one)}<span>⌄</span></summary><ul>${list(
        one.options,
      ).map((option) => html`<li>${words(option.text)}${described(option)}</li>`)}</ul></details>`;
    case "checkboxes":
    case "radio_buttons": {
      const on = new Set([...list(one.initial_options), ...list([one.initial_option])].map((option) => option?.value));
      return html`<div class="s-group">${list(one.options).map(
        (
          option,
        ) => html`<div class="s-choice"><span class="s-tick ${one.type === "radio_buttons" ? "round" : ""} ${on.has(option.value) ? "on" : ""}"></span>
          <span>${words(option.text)}${described(option)}</span></div>`,
      )}</div>`;
    }
    case "plain_text_input":
      return html`<div class="s-field ${one.multiline ? "s-tall" : ""}">${String(one.initial_value ?? "")}</div>`;
    case "conversations_select":
      return html`<div class="s-select">${one.initial_conversation ? "# ml-daily" : "Select a conversation"}<span>⌄</span></div>`;
    case "timepicker":
      return html`<div class="s-select">${String(one.initial_time ?? "Pick a time")}<span>⌄</span></div>`;
    case "datepicker":
      return html`<div class="s-select">${String(one.initial_date ?? "Pick a date")}<span>⌄</span></div>`;
    case "file_input":
      return html`<div class="s-select">Choose a file</div>`;
    default:
      throw new Error(`the gallery cannot draw Slack's element ${String(one.type)} yet; add it here`);
  }
}

function chosen(one: Json): string {
  const options = [...list(one.initial_options), ...list([one.initial_option])].filter(Boolean);
  return options.length > 0
    ? options.map(({ text: label }) => words(label)).join(", ")
    : words(one.placeholder) || "Select";
}
function described({ description }: Json): Html | null {
  return description ? html`<span class="s-hint">${words(description)}</span>` : null;
}
function text(one: Json): Html[] | string {
  return one.type === "mrkdwn" ? mrkdwn(String(one.text)) : String(one.text);
}
function words(one: unknown): string {
  return typeof one === "object" && one !== null && "text" in one ? String(one.text) : "";
}
function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
