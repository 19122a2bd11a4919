import type { ShownCommand, ShownCommandOption } from "./protocol.ts";

/**
 * The grammar of what is typed after a slash, read by the page (completion) and the server (parse):
 * `/name [subcommand] [words] [option: value]…`. Words without a name go to the options they fit.
 */
export interface Slash {
  readonly name: string;
  readonly subcommand?: string;
  readonly options: Readonly<Record<string, string>>;
}

/** Null when the text is no slash command at all. */
export function readSlash(text: string, commands: readonly ShownCommand[]): Slash | null {
  const head = readHead(text);
  if (!head) return null;
  const command = commands.find((one) => one.name === head.name);
  if (!command) return { name: head.name, options: {} };
  const { subcommand, options, rest } = readSubcommand(command, head.rest);
  return {
    name: head.name,
    ...(subcommand === undefined ? {} : { subcommand }),
    options: readOptions(options, rest),
  };
}

/** What the typed text could go on with. */
export type Completion =
  | { readonly stage: "command"; readonly typed: string }
  | { readonly stage: "subcommand"; readonly command: ShownCommand; readonly typed: string }
  | {
      readonly stage: "option";
      readonly command: ShownCommand;
      /** Options not filled in yet. */
      readonly open: readonly ShownCommandOption[];
      /** The one that is being typed; its text starts at `from`. */
      readonly current: ShownCommandOption | null;
      readonly typed: string;
      readonly from: number;
    }
  | null;

export function completeSlash(text: string, commands: readonly ShownCommand[]): Completion {
  if (!text.startsWith("/")) return null;
  const space = text.search(/\s/);
  if (space < 0) return { stage: "command", typed: text.slice(1).toLowerCase() };
  const command = commands.find((one) => one.name === text.slice(1, space).toLowerCase());
  if (!command) return null;
  let start = space + 1;
  let options = command.options ?? [];
  if (command.subcommands) {
    const after = text.slice(start).match(/^\s*(\S*)(\s?)/);
    const word = after?.[1] ?? "";
    const subcommand = command.subcommands.find((one) => one.name === word.toLowerCase());
    if (!subcommand || !after?.[2]) return { stage: "subcommand", command, typed: word.toLowerCase() };
    start += after[0].length;
    options = subcommand.options ?? [];
  }
  return completeOptions(command, options, text, start);
}

function completeOptions(
  command: ShownCommand,
  options: readonly ShownCommandOption[],
  text: string,
  start: number,
): Completion {
  const rest = text.slice(start);
  const named = namedParts(options, rest);
  const last = named.at(-1);
  const taken = new Set(named.map((part) => part.option.name));
  const open = options.filter((option) => !taken.has(option.name));
  if (last) {
    const value = rest.slice(last.valueFrom);
    return { stage: "option", command, open, current: last.option, typed: value.trimStart(), from: start + last.from };
  }
  const words = rest.trimStart();
  const first = options.find((option) => option.kind !== "number") ?? options[0] ?? null;
  return { stage: "option", command, open, current: words ? first : null, typed: words, from: start };
}

function readHead(text: string): { name: string; rest: string } | null {
  const match = /^\/(\S*)\s*/u.exec(text);
  if (!match) return null;
  return { name: (match[1] ?? "").toLowerCase(), rest: text.slice(match[0].length) };
}

function readSubcommand(command: ShownCommand, rest: string) {
  if (!command.subcommands) return { subcommand: undefined, options: command.options ?? [], rest };
  const match = /^(\S*)\s*/u.exec(rest);
  const word = (match?.[1] ?? "").toLowerCase();
  const found = command.subcommands.find((one) => one.name === word);
  return { subcommand: word, options: found?.options ?? [], rest: rest.slice(match?.[0].length ?? 0) };
}

interface NamedPart {
  readonly option: ShownCommandOption;
  readonly from: number;
  readonly valueFrom: number;
}

function namedParts(options: readonly ShownCommandOption[], rest: string): NamedPart[] {
  const parts: NamedPart[] = [];
  for (const match of rest.matchAll(/(^|\s)([a-z][a-z0-9-]*):/giu)) {
    const name = (match[2] ?? "").toLowerCase();
    const option = options.find((one) => one.name === name);
    if (!option || parts.some((part) => part.option === option)) continue;
    parts.push({
      option,
      from: match.index + (match[1] ?? "").length,
      valueFrom: match.index + match[0].length,
    });
  }
  return parts;
}

function readOptions(options: readonly ShownCommandOption[], rest: string): Record<string, string> {
  const values: Record<string, string> = {};
  const named = namedParts(options, rest);
  named.forEach((part, index) => {
    const value = rest.slice(part.valueFrom, named[index + 1]?.from).trim();
    if (value) values[part.option.name] = exactChoice(part.option, value) ?? value;
  });
  fitWords(options, rest.slice(0, named[0]?.from).trim(), values);
  return values;
}

/** Words without a name: choices by their wording, a number at the end, everything else as one text. */
function fitWords(options: readonly ShownCommandOption[], words: string, values: Record<string, string>): void {
  let tokens = words === "" ? [] : words.split(/\s+/);
  for (const option of options) {
    if (tokens.length === 0 || values[option.name] !== undefined) continue;
    if (option.kind === "choice") {
      const at = tokens.findIndex((token) => exactChoice(option, token) !== null);
      if (at < 0) continue;
      values[option.name] = exactChoice(option, tokens[at] ?? "") ?? "";
      tokens = tokens.filter((_, index) => index !== at);
    } else if (option.kind === "number" && /^\d+$/.test(tokens.at(-1) ?? "")) {
      values[option.name] = tokens.at(-1) ?? "";
      tokens = tokens.slice(0, -1);
    }
  }
  if (tokens.length === 0) return;
  const free = options.find((option) => option.kind !== "number" && values[option.name] === undefined);
  const target = free ?? options.find((option) => values[option.name] === undefined);
  if (target) values[target.name] = tokens.join(" ");
}

function exactChoice(option: ShownCommandOption, typed: string): string | null {
  const wanted = typed.toLowerCase();
  const found = option.choices?.find(
    (choice) => choice.name.toLowerCase() === wanted || choice.value.toLowerCase() === wanted,
  );
  return found?.value ?? null;
}
