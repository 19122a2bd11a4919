import { readFile } from "node:fs/promises";
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Fault } from "./fault.ts";

export type Path = readonly (string | number)[];

/** A parsed YAML file that still knows on which line everything stands. */
export type YamlFile = {
  file: string;
  value: unknown;
  faults: Fault[];
  /** Line of the key or list item at a path; of the deepest part that exists when it does not. */
  lineOf(path: Path): number;
  /** Line of the nth line (from 0) of the text at a path, exact for `|` blocks. */
  textLineOf(path: Path, index: number): number;
};

export async function readYaml(file: string): Promise<YamlFile> {
  return parseYaml(file, await readFile(file, "utf8"));
}

export function parseYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const faults = [...document.errors, ...document.warnings].map((problem) => ({
    file,
    line: lineAt(problem.pos[0]),
    message: `not valid YAML: ${problem.message.replace(/\s+/g, " ")}`,
  }));
  return {
    file,
    value: document.errors.length === 0 ? document.toJS() : undefined,
    faults,
    lineOf: (path) => lineAt(find(document.contents, path).offset),
    textLineOf: (path, index) => {
      const { offset, node } = find(document.contents, path);
      if (!isScalar(node) || !node.range) return lineAt(offset);
      const start = lineAt(node.range[0]);
      return node.type === "BLOCK_LITERAL" ? start + 1 + index : start;
    },
  };
}

function find(root: unknown, path: Path): { node: Node | undefined; offset: number } {
  let node = isNode(root) ? root : undefined;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return { node: undefined, offset };
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      next = pair.value;
    } else if (isSeq(node)) {
      next = node.items[Number(step)];
      if (isNode(next)) offset = next.range?.[0] ?? offset;
    }
    if (!isNode(next)) return { node: undefined, offset };
    node = next;
  }
  return { node, offset };
}
