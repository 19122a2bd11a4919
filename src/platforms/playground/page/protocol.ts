/**
 * What the server and the page say to each other: types only, shared by both. The server's side: `render.ts`,
 * `room.ts`, `routes.ts`; the page's: `connection.ts`.
 */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** IANA zone: the page words its own times in it. */
  readonly zone: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
}

/** One conversation a message stands in: a channel's id, or `@` and a person's id. */
export type ConversationId = string;

export interface Message {
  readonly id: string;
  /** Order in its conversation. */
  readonly position: number;
  readonly conversation: ConversationId;
  /** `bot`, or a person's id. */
  readonly author: string;
  readonly onlyYou: boolean;
  /** The post it is a reply to. */
  readonly thread: string | null;
  /** The slash command it answers, as typed. */
  readonly because: string | null;
  readonly atMs: number;
  readonly content:
    | { readonly kind: "words"; readonly text: string }
    | { readonly kind: "view"; readonly view: ShownView };
}

/** Something that has not been answered for 1.5 s. */
export interface Waiting {
  readonly id: string;
  readonly conversation: ConversationId;
  /** The message whose button was pressed; null: a new message is to come. */
  readonly message: string | null;
  readonly slow: boolean;
}

export interface ClockState {
  readonly nowMs: number;
  readonly canMove: boolean;
  readonly moving: { readonly fromMs: number; readonly toMs: number } | null;
}

export interface Snapshot {
  readonly me: string;
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly messages: readonly Message[];
  readonly commands: readonly ShownCommand[];
  readonly waiting: readonly Waiting[];
  readonly clock: ClockState;
}

/** Events of the stream, by name. */
export interface StreamEvents {
  readonly snapshot: Snapshot;
  /** New, or changed in place. */
  readonly message: Message;
  readonly gone: { readonly id: string };
  readonly people: readonly Person[];
  readonly waiting: readonly Waiting[];
  readonly clock: ClockState;
}

export interface ShownView {
  readonly title?: string;
  readonly tone?: "plain" | "notice" | "error";
  readonly parts: readonly ShownPart[];
  readonly fallback: string;
}

export type ShownPart =
  | { readonly kind: "text" | "note"; readonly spans: readonly ShownSpan[] }
  | { readonly kind: "heading"; readonly text: string }
  | {
      readonly kind: "fields";
      readonly fields: readonly { readonly label: string; readonly value: readonly ShownSpan[] }[];
    }
  | {
      readonly kind: "list";
      readonly items: readonly (readonly ShownSpan[])[];
      readonly marks: "bullets" | "numbers" | "letters";
      readonly start: number;
    }
  | { readonly kind: "quote"; readonly text: string; readonly by?: string }
  | { readonly kind: "code"; readonly source: string; readonly language: string }
  /** `picture` null: it could not be drawn, so the text stands alone. */
  | {
      readonly kind: "picture";
      readonly picture: ShownPicture | null;
      readonly alt: string;
      readonly text: string | null;
    }
  | { readonly kind: "meter"; readonly label: string; readonly value: number; readonly max: number }
  | { readonly kind: "divider" }
  | { readonly kind: "buttons"; readonly buttons: readonly ShownButton[] }
  | {
      readonly kind: "select";
      readonly action: string;
      readonly placeholder: string;
      readonly options: readonly ShownOption[];
    }
  | {
      readonly kind: "ticks";
      readonly action: string;
      readonly label: string;
      readonly options: readonly ShownOption[];
      readonly ticked: readonly string[];
    }
  | { readonly kind: "file"; readonly name: string; readonly href: string; readonly sizeBytes: number };

export interface ShownPicture {
  readonly src: string;
  /** In CSS pixels: half of what was drawn. */
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface ShownOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
}

export interface ShownButton {
  readonly label: string;
  readonly style: "primary" | "plain" | "danger";
  readonly press: { readonly action: string } | { readonly url: string };
  readonly spoken?: string;
}

export type ShownSpan =
  | { readonly kind: "plain" | "strong" | "emphasis" | "code"; readonly text: string }
  | { readonly kind: "link"; readonly label: string; readonly url: string }
  | { readonly kind: "time"; readonly atMs: number; readonly words: string }
  | { readonly kind: "person"; readonly name: string };

interface ShownFieldBase {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
}
export type ShownField =
  | (ShownFieldBase & {
      readonly kind: "line" | "paragraph";
      readonly value?: string;
      readonly minLength?: number;
      readonly maxLength?: number;
    })
  | (ShownFieldBase & { readonly kind: "one"; readonly options: readonly ShownOption[]; readonly value?: string })
  | (ShownFieldBase & {
      readonly kind: "many";
      readonly options: readonly ShownOption[];
      readonly value?: readonly string[];
    })
  | (ShownFieldBase & { readonly kind: "channel" | "time" | "date"; readonly value?: string })
  | (ShownFieldBase & { readonly kind: "file" });

export interface ShownForm {
  readonly title: string;
  readonly submit: string;
  readonly intro?: string;
  readonly fields: readonly ShownField[];
  readonly action: string;
}

export interface ShownCommand {
  readonly name: string;
  readonly summary: string;
  readonly group: string;
  readonly options?: readonly ShownCommandOption[];
  readonly subcommands?: readonly {
    readonly name: string;
    readonly summary: string;
    readonly options?: readonly ShownCommandOption[];
  }[];
}

export interface ShownCommandOption {
  readonly name: string;
  readonly summary: string;
  readonly kind: "text" | "number" | "choice" | "member" | "channel";
  readonly choices?: readonly Suggested[];
  readonly completes?: boolean;
  readonly required?: boolean;
}

export interface Suggested {
  readonly name: string;
  readonly value: string;
}

/** What a command, a press or a submit gets back; new and changed messages come by the stream. */
export type Answer =
  | { readonly kind: "done"; readonly message: string | null }
  | { readonly kind: "form"; readonly form: ShownForm }
  | { readonly kind: "reject"; readonly reasons: Readonly<Record<string, string>> };

/** Bodies of the POSTs under `/playground/api/`. `key` is made by the page, so that a repeated send has one effect. */
export interface CommandBody {
  readonly as: string;
  readonly conversation: ConversationId;
  readonly key: string;
  readonly text: string;
}
export interface PressBody {
  readonly as: string;
  readonly conversation: ConversationId;
  readonly message: string;
  readonly key: string;
  readonly action: string;
  readonly values: readonly string[];
}
export interface SubmitBody {
  readonly as: string;
  readonly conversation: ConversationId;
  /** The message whose button opened the form. */
  readonly message: string | null;
  readonly key: string;
  readonly action: string;
  readonly values: Readonly<Record<string, string | readonly string[]>>;
}
export interface SuggestBody {
  readonly as: string;
  readonly conversation: ConversationId;
  readonly text: string;
  readonly option: string;
  readonly typed: string;
}
export interface SayBody {
  readonly as: string;
  readonly conversation: ConversationId;
  readonly text: string;
}
export interface DismissBody {
  readonly as: string;
  readonly message: string;
}
export interface AddPersonBody {
  readonly name: string;
  readonly zone: string;
}
export interface MoveClockBody {
  readonly toMs: number;
}
