import type { CommandSpec, OptionSpec } from "../../chat/commands/spec.ts";

/**
 * What people type after a command: `/study numpy 10`, `/leaderboard month`, `/progress @ann show: streak`,
 * `/interleave study numpy`. Words go to the options they fit; `option: value` says which.
 */
export type Typed =
  | {
      readonly kind: "command";
      readonly name: string;
      readonly subcommand?: string;
      readonly options: Readonly<Record<string, string>>;
    }
  /** `help` after a command, or words that fit nowhere: how it is used. `problem` names what did not fit. */
  | { readonly kind: "usage"; readonly spec: CommandSpec; readonly problem: string | null };

/** The command for everything, for workspaces where another app owns a word. */
export const wholeCommand = "interleave";

export function readTyped(command: string, text: string, commands: readonly CommandSpec[], prefix: string): Typed {
  const name = command.replace(/^\//, "").toLowerCase();
  const words = unescapeSlack(text).trim();
  if (name === wholeCommand || name === `${prefix}${wholeCommand}`) {
    const [first = "", rest] = splitHead(words);
    return first === ""
      ? { kind: "command", name: "help", options: {} }
      : readCommand(first.toLowerCase(), rest, commands);
  }
  const own = prefix && name.startsWith(prefix) ? name.slice(prefix.length) : name;
  return readCommand(own, words, commands);
}

function readCommand(name: string, words: string, commands: readonly CommandSpec[]): Typed {
  const spec = commands.find((one) => one.name === name);
  if (!spec) return { kind: "command", name, options: {} };
  if (/^(help|\?|--help|-h)$/i.test(words)) {
    return spec.name === "help" ? { kind: "command", name, options: {} } : { kind: "usage", spec, problem: null };
  }
  if (!spec.subcommands) return withOptions(spec, undefined, spec.options ?? [], words);
  const [first = "", rest] = splitHead(words);
  const found = spec.subcommands.find((one) => one.name === first.toLowerCase());
  if (!found) return { kind: "usage", spec, problem: first === "" ? null : first };
  return withOptions(spec, found.name, found.options ?? [], rest);
}

function withOptions(
  spec: CommandSpec,
  subcommand: string | undefined,
  specs: readonly OptionSpec[],
  words: string,
): Typed {
  const { options, left } = fitWords(specs, words);
  if (left !== "") return { kind: "usage", spec, problem: left };
  const wrong = specs.find((one) => !fits(one, options[one.name]));
  if (wrong) return { kind: "usage", spec, problem: options[wrong.name] ?? wrong.name };
  return { kind: "command", name: spec.name, ...(subcommand ? { subcommand } : {}), options };
}

function fits(option: OptionSpec, value: string | undefined): boolean {
  if (value === undefined) return !option.required;
  if (option.kind === "choice") return option.choices?.some((choice) => choice.value === value) ?? false;
  if (option.kind !== "number") return true;
  return /^\d{1,6}$/.test(value) && Number(value) >= (option.min ?? 0) && Number(value) <= (option.max ?? Infinity);
}

function fitWords(specs: readonly OptionSpec[], words: string) {
  const options: Record<string, string> = {};
  const named = [...words.matchAll(/(?:^|\s)([a-z][a-z0-9-]*):\s*/gi)].flatMap((match) => {
    const option = specs.find((one) => one.name === match[1]?.toLowerCase());
    return option ? [{ option, from: match.index, to: match.index + match[0].length }] : [];
  });
  named.forEach(({ option, to }, index) => {
    const value = words.slice(to, named[index + 1]?.from).trim();
    if (value) options[option.name] = choiceOf(option, value) ?? reference(option, value) ?? value;
  });
  let tokens = words.slice(0, named[0]?.from).trim().split(/\s+/).filter(Boolean);
  for (const option of specs) {
    if (options[option.name] !== undefined || option.kind === "text") continue;
    const at =
      option.kind === "number" ? lastNumber(tokens) : tokens.findIndex((token) => tokenOf(option, token) !== null);
    const token = tokens[at];
    if (token === undefined) continue;
    options[option.name] = tokenOf(option, token) ?? token;
    tokens = tokens.filter((_, index) => index !== at);
  }
  const left = tokens.join(" ");
  const free = specs.find((option) => option.kind === "text" && options[option.name] === undefined);
  if (left === "" || !free) return { options, left };
  options[free.name] = left;
  return { options, left: "" };
}

function lastNumber(tokens: readonly string[]): number {
  return /^\d+$/.test(tokens.at(-1) ?? "") ? tokens.length - 1 : -1;
}

function tokenOf(option: OptionSpec, token: string): string | null {
  return option.kind === "number"
    ? /^\d+$/.test(token)
      ? token
      : null
    : (choiceOf(option, token) ?? reference(option, token));
}

function choiceOf(option: OptionSpec, typed: string): string | null {
  const wanted = typed.toLowerCase();
  const found = option.choices?.find(
    ({ name, value }) => name.toLowerCase() === wanted || value.toLowerCase() === wanted,
  );
  return found?.value ?? null;
}

/** `<@U123|ann>` and `<#C123|general>`: what Slack makes of a picked person or channel. */
function reference(option: OptionSpec, typed: string): string | null {
  const pattern = option.kind === "member" ? /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/ : /^<#([CG][A-Z0-9]+)(?:\|[^>]*)?>$/;
  return option.kind === "member" || option.kind === "channel" ? (pattern.exec(typed)?.[1] ?? null) : null;
}

function splitHead(words: string): [string, string] {
  const match = /^(\S*)\s*/.exec(words);
  return [match?.[1] ?? "", words.slice(match?.[0].length ?? 0)];
}

/** Slack escapes the three control characters in what is typed. */
function unescapeSlack(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** `/study [topic] [count]`, a line a subcommand. */
export function usageLines(spec: CommandSpec, prefix: string): string[] {
  const lines = spec.subcommands ?? [{ name: "", options: spec.options }];
  return lines.map(({ name, options = [] }) =>
    [`/${prefix}${spec.name}`, name, ...options.map(usageOf)].filter(Boolean).join(" "),
  );
}

export function usageOf(option: OptionSpec): string {
  const words =
    option.kind === "choice"
      ? (option.choices ?? []).map(({ name }) => name).join(" | ")
      : option.kind === "member"
        ? "@member"
        : option.name;
  return option.required ? words : `[${words}]`;
}
