/** Markup that is safe to put into a page; strings beside it are escaped. */
export interface Html {
  readonly html: string;
}

/** `html\`<p>${words}</p>\``: values are escaped unless they are markup themselves; null, false and undefined are nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: parts.map((part, index) => part + markup(values[index])).join("") };
}

export function raw(text: string): Html {
  return { html: text };
}

type Value = Html | string | number | null | undefined | false | readonly Value[];

function markup(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  if ("html" in value) return value.html;
  return value.map(markup).join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
