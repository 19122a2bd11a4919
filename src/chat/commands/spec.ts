import type { Answers } from "../event.ts";

export interface CommandSpec {
  readonly name: string;
  /** One line, at most 100 characters, for menus and `/help`. */
  readonly summary: string;
  readonly group: "Study" | "Group" | "You" | "Organisers";
  /** Present: the bare command cannot be used (Discord's rule). */
  readonly subcommands?: readonly SubcommandSpec[];
  readonly options?: readonly OptionSpec[];
  readonly answers: Answers;
  /** Works without a server too (direct message, user install). */
  readonly anywhere: boolean;
}

export interface SubcommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly options?: readonly OptionSpec[];
  readonly answers: Answers;
}

export interface OptionSpec {
  readonly name: string;
  /** At most 100 characters. */
  readonly summary: string;
  readonly kind: "text" | "number" | "choice" | "member" | "channel";
  readonly choices?: readonly Suggestion[];
  /** Asks `Command.suggest` while typing. */
  readonly completes?: boolean;
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
}

export interface Suggestion {
  readonly name: string;
  readonly value: string;
}
