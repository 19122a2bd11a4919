import { add, h, icon } from "./dom.ts";
import { nextId, selectMenu } from "./menu.ts";
import type { ShownButton, ShownPart, ShownSpan, ShownView } from "./protocol.ts";
import { absolute } from "./times.ts";

/** What a press, pick or tick in a view does. */
export interface Acting {
  readonly zone: string;
  press(action: string, values: readonly string[], control: HTMLElement, clicks: number): void;
}

/** The parts of a view; titles are headings below the page's own. */
export function drawView(view: ShownView, acting: Acting): HTMLElement {
  const body = h("div", { class: `view tone-${view.tone ?? "plain"}` });
  if (view.title) body.append(h("h3", { class: "view-title" }, view.title));
  for (const part of view.parts) body.append(drawPart(part, acting));
  return body;
}

function drawPart(part: ShownPart, acting: Acting): HTMLElement {
  switch (part.kind) {
    case "text":
      return h("p", { class: "text" }, ...drawSpans(part.spans, acting));
    case "note":
      return h("p", { class: "note" }, ...drawSpans(part.spans, acting));
    case "heading":
      return h("h4", { class: "heading" }, part.text);
    case "fields":
      return h(
        "dl",
        { class: "fields" },
        ...part.fields.map((field) =>
          h("div", { class: "field" }, h("dt", {}, field.label), h("dd", {}, ...drawSpans(field.value, acting))),
        ),
      );
    case "list":
      return drawList(part, acting);
    case "quote":
      return h(
        "blockquote",
        { class: "quote", dir: "auto" },
        part.text,
        part.by ? h("footer", { class: "quote-by" }, part.by) : null,
      );
    case "code":
      return h(
        "pre",
        { class: "code", tabindex: 0, "aria-label": codeLabel(part.language) },
        h("code", {}, part.source),
      );
    case "picture":
      return drawPicture(part);
    case "meter":
      return drawMeter(part);
    case "divider":
      return h("hr", { class: "divider" });
    case "buttons":
      return h("div", { class: "buttons" }, ...part.buttons.map((button) => drawButton(button, acting)));
    case "select":
      return selectMenu({
        placeholder: part.placeholder,
        options: part.options,
        control: `select ${part.action}`,
        onPick: (value, control) => acting.press(part.action, [value], control, 1),
      });
    case "ticks":
      return drawTicks(part, acting);
    case "file":
      return h(
        "a",
        { class: "file", href: part.href, download: part.name },
        icon("file"),
        h("span", { class: "file-name" }, part.name),
        h("span", { class: "file-size" }, size(part.sizeBytes)),
      );
  }
}

function drawSpans(spans: readonly ShownSpan[], acting: Acting): Node[] {
  return spans.map((span) => drawSpan(span, acting));
}

function drawSpan(span: ShownSpan, acting: Acting): Node {
  switch (span.kind) {
    case "plain":
      return document.createTextNode(span.text);
    case "strong":
      return h("strong", {}, span.text);
    case "emphasis":
      return h("em", {}, span.text);
    case "code":
      return h("code", { class: "inline-code" }, span.text);
    case "person":
      return h("span", { class: "person-name", dir: "auto" }, span.name);
    case "link":
      return h("a", { href: span.url, target: "_blank", rel: "noopener noreferrer" }, span.label);
    case "time":
      return h(
        "time",
        { datetime: new Date(span.atMs).toISOString(), title: absolute(span.atMs, acting.zone) },
        span.words,
      );
  }
}

function drawList(part: ShownPart & { kind: "list" }, acting: Acting): HTMLElement {
  const items = part.items.map((item) => h("li", {}, ...drawSpans(item, acting)));
  if (part.marks === "bullets") return h("ul", { class: "list" }, ...items);
  const type = part.marks === "letters" ? "A" : "1";
  return h("ol", { class: `list list-${part.marks}`, type, start: part.start }, ...items);
}

function drawButton(button: ShownButton, acting: Acting): HTMLElement {
  const label = buttonLabel(button.label);
  if ("url" in button.press) {
    return h(
      "a",
      { class: `button ${button.style}`, href: button.press.url, target: "_blank", rel: "noopener noreferrer" },
      ...label,
      icon("window", 15),
    );
  }
  const { action } = button.press;
  const element = h(
    "button",
    {
      type: "button",
      class: `button ${button.style}`,
      "aria-label": button.spoken,
      "data-control": `button ${action}`,
    },
    ...label,
  );
  element.addEventListener("click", (event) => acting.press(action, [], element, event.detail));
  return element;
}

/** `Good · 12 days`: what comes after the dot is quieter. */
function buttonLabel(label: string): Node[] {
  const dot = label.indexOf(" · ");
  if (dot < 0) return [h("span", {}, label)];
  return [h("span", {}, label.slice(0, dot), h("span", { class: "button-more" }, label.slice(dot)))];
}

function drawPicture(part: ShownPart & { kind: "picture" }): HTMLElement {
  const figure = h("figure", { class: "picture" });
  const instead = () => {
    figure.replaceChildren();
    if (part.text) figure.append(h("pre", { class: "code" }, h("code", {}, part.text)));
    else add(figure, [h("p", { class: "note" }, "The picture could not be drawn; the same facts are below.")]);
  };
  if (!part.picture) {
    instead();
    return figure;
  }
  const { src, widthPx, heightPx } = part.picture;
  const image = h("img", { src, alt: part.alt, width: widthPx || null, height: heightPx || null });
  image.addEventListener("error", instead);
  figure.append(image);
  return figure;
}

function drawMeter(part: ShownPart & { kind: "meter" }): HTMLElement {
  const cells = part.max > 0 ? Math.max(0, Math.min(10, Math.round((10 * part.value) / part.max))) : 0;
  return h(
    "div",
    { class: "meter" },
    h("span", { class: "meter-label" }, part.label),
    h("span", { class: "meter-figures" }, `${part.value}/${part.max}`),
    h(
      "span",
      { class: "meter-cells", "aria-hidden": "true" },
      ...Array.from({ length: 10 }, (_, cell) => h("span", { class: cell < cells ? "cell full" : "cell" })),
    ),
  );
}

function drawTicks(part: ShownPart & { kind: "ticks" }, acting: Acting): HTMLElement {
  const set = h("fieldset", { class: "ticks" }, h("legend", {}, part.label));
  const boxes = part.options.map((option) => {
    const id = `tick-${nextId()}`;
    const box = h("input", {
      type: "checkbox",
      id,
      value: option.value,
      checked: part.ticked.includes(option.value),
      "data-control": `tick ${part.action} ${option.value}`,
    });
    box.addEventListener("change", () => {
      const ticked = boxes.filter((one) => one.checked).map((one) => one.value);
      acting.press(part.action, ticked, box, 1);
    });
    set.append(
      h(
        "label",
        { class: "tick", for: id },
        box,
        h(
          "span",
          {},
          option.label,
          option.description ? h("span", { class: "tick-description" }, option.description) : null,
        ),
      ),
    );
    return box;
  });
  return set;
}

function codeLabel(language: string): string {
  return language ? `Code, ${language}` : "Code";
}

function size(bytes: number): string {
  if (bytes < 1_024) return `${bytes} bytes`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1_024)} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
