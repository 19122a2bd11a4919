import {
  isConstantNode,
  isFunctionNode,
  isOperatorNode,
  isParenthesisNode,
  isSymbolNode,
  type MathNode,
  parse,
} from "mathjs";
import { didYouMean } from "./fault.ts";

const functions: Record<string, { run: (...values: number[]) => number; takes: number | "some" }> = {
  sqrt: { run: Math.sqrt, takes: 1 },
  exp: { run: Math.exp, takes: 1 },
  log: { run: Math.log, takes: 1 },
  log2: { run: Math.log2, takes: 1 },
  log10: { run: Math.log10, takes: 1 },
  abs: { run: Math.abs, takes: 1 },
  min: { run: Math.min, takes: "some" },
  max: { run: Math.max, takes: "some" },
  floor: { run: Math.floor, takes: 1 },
  ceil: { run: Math.ceil, takes: 1 },
  round: { run: (value) => Math.sign(value) * Math.round(Math.abs(value)), takes: 1 },
  factorial: { run: factorial, takes: 1 },
  combinations: { run: (n, k) => Math.round(factorial(n) / (factorial(k) * factorial(n - k))), takes: 2 },
};

function factorial(n: number): number {
  if (!Number.isInteger(n) || n < 0) return Number.NaN;
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}

const operators: Record<string, (left: number, right: number) => number> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
};

/** Value of an expression over earlier names, or a sentence on what is not allowed in it. */
export function evaluate(expression: string, values: ReadonlyMap<string, number>): number | string {
  let tree: MathNode;
  try {
    tree = parse(expression);
  } catch (error) {
    return `"${expression}" cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  const refusal = refuse(tree, values);
  if (refusal) return refusal;
  const result = compute(tree, values);
  return Number.isFinite(result) ? result : `${expression} gives no finite number; correct it`;
}

/** Only numbers, + - * / ^, brackets, earlier names and the listed functions; anything else is named. */
function refuse(node: MathNode, values: ReadonlyMap<string, number>): string | undefined {
  const refuseAll = (nodes: MathNode[]) => nodes.map((inner) => refuse(inner, values)).find(Boolean);
  if (isConstantNode(node)) {
    return typeof node.value === "number" ? undefined : `${node.toString()} is not a number`;
  }
  if (isParenthesisNode(node)) return refuse(node.content, values);
  if (isSymbolNode(node)) {
    if (values.has(node.name)) return undefined;
    return `"${node.name}" is no earlier name${didYouMean(node.name, values.keys()) || "; define it above"}`;
  }
  if (isOperatorNode(node)) {
    if (!Object.hasOwn(operators, node.op)) return `the operator ${node.op} is not allowed; use + - * / ^`;
    if (node.implicit) return `"${node.toString({ implicit: "hide" })}" leaves out an operator; write *`;
    return refuseAll(node.args);
  }
  if (isFunctionNode(node)) {
    const name = nameOf(node.fn);
    const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
    const names = Object.keys(functions);
    if (!known) return `function "${name}" is not allowed${didYouMean(name, names) || `; use ${names.join(", ")}`}`;
    if (known.takes !== "some" && node.args.length !== known.takes) {
      return `${name} takes ${known.takes} argument${known.takes === 1 ? "" : "s"}, not ${node.args.length}`;
    }
    return refuseAll(node.args);
  }
  return `"${node.toString()}" is not allowed; use numbers, + - * / ^, brackets and earlier names`;
}

function nameOf(fn: unknown): string {
  return typeof fn === "object" && fn !== null && "name" in fn ? String(fn.name) : String(fn);
}

function compute(node: MathNode, values: ReadonlyMap<string, number>): number {
  if (isConstantNode(node)) return Number(node.value);
  if (isParenthesisNode(node)) return compute(node.content, values);
  if (isSymbolNode(node)) return values.get(node.name) ?? Number.NaN;
  if (isFunctionNode(node)) {
    const args = node.args.map((arg) => compute(arg, values));
    return functions[nameOf(node.fn)]?.run(...args) ?? Number.NaN;
  }
  if (isOperatorNode(node)) {
    const [left = Number.NaN, right] = node.args.map((arg) => compute(arg, values));
    if (right === undefined) return node.op === "-" ? -left : left;
    return operators[node.op]?.(left, right) ?? Number.NaN;
  }
  return Number.NaN;
}
