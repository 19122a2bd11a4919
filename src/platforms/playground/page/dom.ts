type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** An element with attributes and children; text is always set as text. `true` sets an empty attribute, null and false none. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  add(element, children);
  return element;
}

export function add(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** The element of the page with that id; index.html has it. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no #${id}`);
  return found;
}

const shapes = {
  hash: ["M5 9h14M5 15h14M10 4 8 20M16 4l-2 16"],
  message: ["M4 5h16v11H9l-5 4z"],
  plus: ["M12 5v14M5 12h14"],
  clock: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M12 7v5l3.5 2"],
  close: ["M6 6l12 12M18 6 6 18"],
  send: ["M5 12h14M13 6l6 6-6 6"],
  eye: [
    "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z",
    "M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  ],
  window: ["M14 4h6v6M20 4l-9 9", "M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5"],
  chevron: ["M6 9l6 6 6-6"],
  down: ["M12 5v14M6 13l6 6 6-6"],
  file: ["M6 3h8l4 4v14H6z", "M14 3v5h4"],
  check: ["M5 12.5 10 17.5 19 7"],
  thread: ["M5 5v6a4 4 0 0 0 4 4h10M15 11l4 4-4 4"],
} as const;

/** Decoration beside words: screen readers skip it. */
export function icon(name: keyof typeof shapes, size = 18): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  setAttributes(svg, { viewBox: "0 0 24 24", width: size, height: size, class: "icon", "aria-hidden": "true" });
  for (const shape of shapes[name]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", shape);
    svg.appendChild(path);
  }
  return svg;
}

/** Makes the children of `parent` these, in order, without touching those that stand right already (they keep the focus). */
export function setChildren(parent: Element, wanted: readonly Node[]): void {
  const keep = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  wanted.forEach((child, index) => {
    const standing = parent.childNodes[index];
    if (standing !== child) parent.insertBefore(child, standing ?? null);
  });
}
