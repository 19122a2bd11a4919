import { discordText } from "./discord-text.ts";
import { type Html, html } from "./html.ts";

export type Json = Readonly<Record<string, unknown>>;
/** Address of an attachment's picture, beside the page; null when it is no picture. */
export type PictureOf = (name: string) => string | null;

/** A message body of ours as Discord shows it: looks only, every word and component from the body. */
export function drawDiscordMessage(components: readonly unknown[], pictureOf: PictureOf): Html {
  return html`<div class="d-message"><span class="avatar">I</span><div class="d-body">
    <div class="d-head"><b>Interleave</b><span class="d-app">APP</span><span class="d-at">18:41</span></div>
    ${components.map((one) => draw(one as Json, pictureOf))}
  </div></div>`;
}

/** A modal. Discord's own words stand on its buttons. */
export function drawDiscordForm(form: Json): Html {
  return html`<div class="d-modal"><div class="d-modal-title">${String(form.title)}</div>
    ${children(form).map((one) => draw(one, () => null))}
    <div class="d-modal-foot"><span class="d-button d-style-2">Cancel</span><span class="d-button d-style-1">Submit</span></div>
  </div>`;
}

function draw(one: Json, pictureOf: PictureOf): Html {
  switch (one.type) {
    case 1:
      return html`<div class="d-row">${children(one).map((child) => draw(child, pictureOf))}</div>`;
    case 2:
      return html`<span class="d-button d-style-${Number(one.style)}">${String(one.label)}${one.style === 5 ? " ↗" : ""}</span>`;
    case 3:
      return drawSelect(one);
    case 4:
      return html`<div class="d-input ${one.style === 2 ? "d-tall" : ""}">${String(one.value ?? "") || html`<i>${String(one.placeholder ?? "")}</i>`}</div>`;
    case 8:
      return html`<div class="d-select">${defaults(one) ? "# ml-daily" : "Select a channel"}<span>⌄</span></div>`;
    case 10:
      return html`<div class="d-text">${discordText(String(one.content))}</div>`;
    case 12:
      return html`<div class="d-gallery">${list(one.items).map((item) => drawMedia(item, pictureOf))}</div>`;
    case 13:
      return html`<div class="d-file">${fileName(one.file as Json)}</div>`;
    case 14:
      return html`<hr>`;
    case 17:
      return html`<div class="d-container">${children(one).map((child) => draw(child, pictureOf))}</div>`;
    case 18:
      return html`<div class="d-label"><b>${String(one.label)}${(one.component as Json).required ? html`<span class="d-must">*</span>` : null}</b>
        ${one.description ? html`<span class="d-small">${String(one.description)}</span>` : null}
        ${draw(one.component as Json, pictureOf)}</div>`;
    case 19:
      return html`<div class="d-upload">Drop a file here or browse</div>`;
    case 21:
    case 22:
      return html`<div class="d-group">${list(one.options).map(
        (
          option,
        ) => html`<div class="d-choice"><span class="d-tick ${one.type === 21 ? "round" : ""} ${option.default ? "on" : ""}"></span>
          <span>${String(option.label)}${option.description ? html`<span class="d-small">${String(option.description)}</span>` : null}</span></div>`,
      )}</div>`;
    default:
      throw new Error(`the gallery cannot draw Discord's component type ${String(one.type)} yet; add it here`);
  }
}

function drawSelect(one: Json): Html {
  const chosen = list(one.options).filter((option) => option.default);
  const words =
    chosen.length > 0
      ? chosen.map(({ label }) => String(label)).join(", ")
      : String(one.placeholder ?? "Make a selection");
  const all = list(one.options).map(
    (option) =>
      html`<li>${String(option.label)}${option.description ? html` <span class="d-small">${String(option.description)}</span>` : null}</li>`,
  );
  return html`<details class="d-select-box"><summary class="d-select">${words}<span>⌄</span></summary><ul>${all}</ul></details>`;
}

function drawMedia(item: Json, pictureOf: PictureOf): Html {
  const src = pictureOf(fileName(item.media as Json));
  const alt = String(item.description ?? "");
  return html`<figure>${src ? html`<img src="${src}" alt="${alt}">` : null}<figcaption>alt: ${alt}</figcaption></figure>`;
}

function fileName(media: Json): string {
  return String(media.url).replace("attachment://", "");
}
function defaults(one: Json): boolean {
  return list(one.default_values).length > 0;
}
function children(one: Json): Json[] {
  return list(one.components);
}
function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
