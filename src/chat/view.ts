import type { PictureSpec } from "../core/picture-spec.ts";

/**
 * What can be shown, as plain data (JSON). Neutral limits: `limits.ts`. Nothing here holds markup: platforms escape
 * every text. Vocabulary of the screens; platforms draw each kind of part their own way.
 */
export interface View {
  readonly title?: string;
  /** May colour an edge; the words already say it. */
  readonly tone?: "plain" | "notice" | "error";
  readonly parts: readonly Part[];
  /** One plain sentence for notifications and screen readers, at most 300 characters. */
  readonly fallback: string;
}

export type Part =
  | TextPart
  | HeadingPart
  | FieldsPart
  | ListPart
  | QuotePart
  | CodePart
  | PicturePart
  | MeterPart
  | NotePart
  | DividerPart
  | ButtonsPart
  | SelectPart
  | TicksPart
  | FilePart;

/** A paragraph. */
export interface TextPart {
  readonly kind: "text";
  readonly spans: readonly Span[];
}
export interface HeadingPart {
  readonly kind: "heading";
  readonly text: string;
}
export interface FieldsPart {
  readonly kind: "fields";
  readonly fields: readonly { readonly label: string; readonly value: readonly Span[] }[];
}
export interface ListPart {
  readonly kind: "list";
  readonly items: readonly (readonly Span[])[];
  /** `numbers` from `start` (1), `letters` A to D, otherwise bullets. */
  readonly marks?: "bullets" | "numbers" | "letters";
  readonly start?: number;
}
/** A person's words. */
export interface QuotePart {
  readonly kind: "quote";
  readonly text: string;
  readonly by?: string;
}
export interface CodePart {
  readonly kind: "code";
  readonly source: string;
  /** Name for highlighting; empty for none. */
  readonly language: string;
}
export interface PicturePart {
  readonly kind: "picture";
  /** File name without ending, ASCII, unique in the view. */
  readonly name: string;
  readonly spec: PictureSpec;
  readonly alt: string;
  /** What stands there instead when pictures are off or drawing failed; null: the other parts say it already. */
  readonly text: string | null;
}
/** Number first, then ten cells. */
export interface MeterPart {
  readonly kind: "meter";
  readonly label: string;
  readonly value: number;
  readonly max: number;
}
/** Small print. */
export interface NotePart {
  readonly kind: "note";
  readonly spans: readonly Span[];
}
export interface DividerPart {
  readonly kind: "divider";
}
/** One row, at most five. */
export interface ButtonsPart {
  readonly kind: "buttons";
  readonly buttons: readonly Button[];
}
/** One of at most 25; a change is sent at once with the option's value. */
export interface SelectPart {
  readonly kind: "select";
  readonly action: string;
  readonly placeholder: string;
  readonly options: readonly Option[];
}
/** Any of at most 10; each change sends the whole set. */
export interface TicksPart {
  readonly kind: "ticks";
  readonly action: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly ticked: readonly string[];
}
export interface FilePart {
  readonly kind: "file";
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Option {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
}

export interface Button {
  readonly label: string;
  readonly style: "primary" | "plain" | "danger";
  /** An action id (`actions/action-id.ts`), or a link. */
  readonly press: { readonly action: string } | { readonly url: string };
  /** Full words where the platform reads them aloud. */
  readonly spoken?: string;
}

export type Span =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "strong"; readonly text: string }
  | { readonly kind: "emphasis"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly label: string; readonly url: string }
  | TimeSpan
  /** A display name: plain text, never a mention, at most 32 characters. */
  | { readonly kind: "person"; readonly name: string };

/**
 * A moment. Discord and Slack show each reader's own clock; `words` is our wording of it (screens pattern 9) for the
 * playground, alt texts and fallbacks: `in 2 hours (18:30)` in private, `Thu 11 Mar 18:30 Berlin` in a channel.
 */
export interface TimeSpan {
  readonly kind: "time";
  readonly atMs: number;
  readonly as: "moment" | "day" | "until";
  readonly words: string;
}

export interface Form {
  readonly title: string;
  readonly submit: string;
  readonly intro?: string;
  readonly fields: readonly Field[];
  /** Action id that the submit carries. */
  readonly action: string;
}

interface FieldBase {
  /** `[a-z0-9-]`, unique in the form; the key of the submitted value. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
}
export type Field =
  | (FieldBase & {
      readonly kind: "line" | "paragraph";
      readonly value?: string;
      readonly minLength?: number;
      readonly maxLength?: number;
    })
  | (FieldBase & { readonly kind: "one"; readonly options: readonly Option[]; readonly value?: string })
  | (FieldBase & { readonly kind: "many"; readonly options: readonly Option[]; readonly value?: readonly string[] })
  /** Value: the platform's channel reference. */
  | (FieldBase & { readonly kind: "channel"; readonly value?: string })
  /** Submitted as typed or picked; the use case reads `18:30` and `12 Mar` or `2027-03-12`. */
  | (FieldBase & { readonly kind: "time" | "date"; readonly value?: string })
  /** Value: a file reference for `platform.files.open`. */
  | (FieldBase & { readonly kind: "file" });

/** Shorthands for the views. */
export function text(...spans: readonly (Span | string)[]): TextPart {
  return { kind: "text", spans: spans.map(toSpan) };
}
export function note(...spans: readonly (Span | string)[]): NotePart {
  return { kind: "note", spans: spans.map(toSpan) };
}
export function heading(words: string): HeadingPart {
  return { kind: "heading", text: words };
}
export function field(label: string, ...value: readonly (Span | string)[]): FieldsPart["fields"][number] {
  return { label, value: value.map(toSpan) };
}
export function fields(...all: FieldsPart["fields"]): FieldsPart {
  return { kind: "fields", fields: all };
}
export function buttons(...all: readonly (Button | null | undefined | false)[]): ButtonsPart {
  return { kind: "buttons", buttons: all.filter((button): button is Button => Boolean(button)) };
}
export function button(label: string, action: string, style: Button["style"] = "plain", spoken?: string): Button {
  return { label, style, press: { action }, ...(spoken === undefined ? {} : { spoken }) };
}
function toSpan(span: Span | string): Span {
  return typeof span === "string" ? { kind: "plain", text: span } : span;
}

/** The words of spans without any markup: for fallbacks, alt texts and length checks. */
export function plainText(spans: readonly Span[]): string {
  return spans.map(spanWords).join("");
}
function spanWords(span: Span): string {
  switch (span.kind) {
    case "link":
      return span.label;
    case "time":
      return span.words;
    case "person":
      return span.name;
    default:
      return span.text;
  }
}
