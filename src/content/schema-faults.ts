import { z } from "zod";
import { didYouMean, type Fault } from "./fault.ts";
import type { Path, YamlFile } from "./yaml-file.ts";

type Parsed<T> = { value: T; faults: [] } | { value?: undefined; faults: Fault[] };

/** Checks a file against a schema; each issue becomes a sentence at its line. */
export function parseWith<T>(schema: z.ZodType<T>, yaml: YamlFile): Parsed<T> {
  if (yaml.faults.length > 0) return { faults: yaml.faults };
  const result = schema.safeParse(yaml.value, { reportInput: true });
  if (result.success) return { value: result.data, faults: [] };
  return { faults: result.error.issues.flatMap((issue) => issueFaults(schema, yaml, issue)) };
}

function issueFaults(schema: z.ZodType, yaml: YamlFile, issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  const at = (message: string, where: Path = path): Fault => ({
    file: yaml.file,
    line: yaml.lineOf(where),
    message,
  });
  const name = path.length === 0 ? "the file" : `"${path.at(-1)}"`;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        const known = keysAt(schema, yaml.value, path);
        const guess = didYouMean(key, known);
        return at(`unknown key "${key}"${guess || `; known here: ${known.join(", ")}`}`, [...path, key]);
      });
    case "invalid_type":
      if (issue.input === undefined) return [at(`"${path.at(-1)}" is missing; add it`)];
      return [at(`${name} wants ${wanted(issue.expected)}, not ${given(issue.input)}${quoteHint(issue)}`)];
    case "invalid_value": {
      const values = issue.values.map(String);
      if (issue.input === undefined) return [at(`"${path.at(-1)}" is missing; add one of ${values.join(", ")}`)];
      const guess = didYouMean(String(issue.input), values);
      return [at(`${name}: "${String(issue.input)}" is none of ${values.join(", ")}${guess}`)];
    }
    case "invalid_union": {
      const kinds = "flashcard, choice, interview, design";
      const kind = read(yaml.value, path);
      if (kind === undefined) return [at(`"kind" is missing; add one of ${kinds}`)];
      return [at(`"kind": "${String(kind)}" is none of ${kinds}${didYouMean(String(kind), kinds.split(", "))}`)];
    }
    case "invalid_key":
      return [at(`${name} ${issue.issues[0]?.message ?? "is no valid name"}; rename it`)];
    case "invalid_format":
      return [at(`${name} ${issue.message}, not "${String(issue.input)}"`)];
    case "too_small":
      return [at(issue.message.startsWith("wants") ? `${name} ${issue.message}` : tooSmall(name, issue))];
    case "too_big":
      return [
        at(issue.message.startsWith("wants") ? `${name} ${issue.message}` : `${name} wants at most ${issue.maximum}`),
      ];
    case "not_multiple_of":
      return [at(`${name} wants a multiple of ${issue.divisor}, not ${String(issue.input)}`)];
    default:
      return [at(`${name} ${issue.message}`)];
  }
}

function tooSmall(name: string, issue: z.core.$ZodIssueTooSmall): string {
  if (issue.origin === "string") return `${name} is empty; write it or drop it`;
  if (issue.origin === "array") return `${name} wants at least ${issue.minimum} entry; add one or drop it`;
  return `${name} wants at least ${issue.minimum}`;
}

const typeNames: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

function wanted(expected: string): string {
  return typeNames[expected] ?? expected;
}

function given(input: unknown): string {
  if (input === null) return "nothing";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "a map";
  return typeof input === "string" ? `the text "${input}"` : String(input);
}

function quoteHint(issue: z.core.$ZodIssueInvalidType): string {
  const quotable = typeof issue.input === "number" || typeof issue.input === "boolean";
  if (issue.expected === "string" && quotable) return "; put it in quotes";
  if (issue.expected === "string" && typeof issue.input === "object" && issue.input !== null) {
    return "; a colon or bracket in it needs quotes";
  }
  return "";
}

function read(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** Keys the schema allows at a path of the given value; the value decides which kind of card is meant. */
function keysAt(schema: z.core.$ZodType, value: unknown, path: Path): string[] {
  let current: z.core.$ZodType | undefined = schema;
  let at = value;
  for (const step of [...path, undefined]) {
    current = resolve(current, at);
    if (step === undefined) break;
    if (current instanceof z.ZodObject) current = current.shape[String(step)];
    else if (current instanceof z.ZodArray) current = current.element;
    else if (current instanceof z.ZodRecord) current = current.valueType;
    at = read(at, [step]);
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function resolve(schema: z.core.$ZodType | undefined, value: unknown): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return resolve(schema.unwrap(), value);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const kind = read(value, ["kind"]);
    return schema.options.find(
      (option) => option instanceof z.ZodObject && (option.shape.kind as z.ZodLiteral | undefined)?.value === kind,
    );
  }
  return schema;
}
