import { checkKeys, checkLength, isObject, type Json, list } from "./check-component.ts";

type Adder = { add(where: string, what: string): void };

const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const localisations = ["name_localizations", "description_localizations"];

/** Everything Discord would refuse in a list of application commands. */
export function checkCommands(body: unknown, scope: "global" | "server"): string[] {
  const found: string[] = [];
  const complaints: Adder = { add: (where, what) => void found.push(`${where}: ${what}`) };
  if (!Array.isArray(body)) return ["the body is no list"];
  const commands = list(body);
  const kinds = new Set<string>();
  for (const type of [1, 2, 3]) {
    const most = type === 1 ? 100 : 15;
    if (commands.filter((one) => (one.type ?? 1) === type).length > most) complaints.add("commands", `over ${most}`);
  }
  for (const command of commands) {
    const where = `/${String(command.name)}`;
    const kind = `${String(command.type ?? 1)} ${String(command.name)}`;
    if (kinds.has(kind)) complaints.add(where, "stands twice");
    kinds.add(kind);
    checkKeys(
      command,
      [
        ...["type", "name", "description", "options", "contexts", "integration_types", "nsfw"],
        ...["default_member_permissions", ...localisations],
      ],
      where,
      complaints,
    );
    if (scope === "server" && (command.contexts !== undefined || command.integration_types !== undefined)) {
      complaints.add(where, "contexts and integration_types are for global commands");
    }
    if ((command.type ?? 1) !== 1) {
      checkLength(command.name, 1, 32, `${where}.name`, complaints);
      if (command.description || command.options) complaints.add(where, "a menu command has neither");
      continue;
    }
    checkNamed(command, where, complaints);
    checkOptions(list(command.options), where, complaints, true);
    if (textOf(command) > 8_000) complaints.add(where, "over 8000 characters in all");
  }
  return found;
}

function checkNamed(one: Json, where: string, complaints: Adder): void {
  const names = [one.name, ...Object.values(isObject(one.name_localizations) ? one.name_localizations : {})];
  for (const name of names) {
    if (typeof name !== "string" || !namePattern.test(name) || name !== name.toLowerCase()) {
      complaints.add(where, `the name ${String(name)} breaks the rule`);
    }
  }
  const texts = isObject(one.description_localizations) ? one.description_localizations : {};
  for (const text of [one.description, ...Object.values(texts)]) {
    checkLength(text, 1, 100, `${where}.description`, complaints);
  }
}

function checkOptions(options: readonly Json[], where: string, complaints: Adder, top: boolean): void {
  if (options.length > 25) complaints.add(where, "over 25 options");
  const subcommands = options.filter(({ type }) => type === 1 || type === 2);
  if (subcommands.length > 0 && subcommands.length < options.length) {
    complaints.add(where, "subcommands beside other options");
  }
  if (!top && subcommands.length > 0) complaints.add(where, "a subcommand within a subcommand");
  let optionalSeen = false;
  const names = new Set<unknown>();
  for (const option of options) {
    const at = `${where} ${String(option.name)}`;
    checkKeys(
      option,
      [
        ...["type", "name", "description", "required", "choices", "options", "channel_types", "autocomplete"],
        ...["min_value", "max_value", "min_length", "max_length", ...localisations],
      ],
      at,
      complaints,
    );
    if (names.has(option.name)) complaints.add(at, "stands twice");
    names.add(option.name);
    checkNamed(option, at, complaints);
    if (option.required === true && optionalSeen) complaints.add(at, "required options come first");
    optionalSeen ||= option.required !== true;
    const choices = list(option.choices);
    if (choices.length > 25) complaints.add(at, "over 25 choices");
    for (const choice of choices) checkLength(choice.name, 1, 100, `${at}.choices`, complaints);
    if (option.autocomplete === true && choices.length > 0) complaints.add(at, "choices beside autocomplete");
    if (option.type === 1) checkOptions(list(option.options), at, complaints, false);
  }
}

function textOf(one: Json): number {
  const own = String(one.name ?? "").length + String(one.description ?? "").length;
  return [...list(one.options), ...list(one.choices)].reduce((sum, child) => sum + textOf(child), own);
}
