import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { cardTexts } from "./card-texts.ts";
import type { DeckCard } from "./deck-schema.ts";
import { didYouMean } from "./fault.ts";
import { excuseOf, fenceLanguages, splitFences } from "./fences.ts";
import type { ReportLine } from "./truth.ts";

const forbidden: Partial<Record<Nodes["type"], string>> = {
  heading: "a heading",
  link: "a link",
  linkReference: "a link",
  definition: "a link",
  image: "an image",
  imageReference: "an image",
  blockquote: "a quote",
  html: "HTML",
  thematicBreak: "a rule",
};

/** Only what every platform can show: paragraphs, lists, strong, emphasis, inline code and known fences. */
export function textFaults(card: DeckCard, reportLine: ReportLine): void {
  for (const { path, text, side } of cardTexts(card)) {
    if (side === "sample") continue;
    const report = (line: number, message: string): void => reportLine(path, line, message);
    // Key points are checkbox labels and shown as they are.
    const isLabel = path[0] === "keyPoints";
    if (text.includes("```") || text.includes("~~~")) {
      if (isLabel) report(0, "a key point is one line of text; move the code to the answer");
      fenceFaults(text, report);
    }
    if (!isLabel) visit(fromMarkdown(text), report);
    if (/^\s*\|.*\|\s*$/m.test(splitFences(text).prose))
      report(0, "a table is not shown on every platform; use a list");
  }
}

function fenceFaults(text: string, report: (line: number, message: string) => void): void {
  const { fences, unclosed } = splitFences(text);
  if (unclosed) report(fences.at(-1)?.line ?? 0, "this fence is never closed; add the closing backticks");
  fences.forEach((fence, index) => {
    const { language, line } = fence;
    if (!fenceLanguages.some((known) => known === language)) {
      const list = fenceLanguages.join(", ");
      const what = language === "" ? "a fence without a language" : `unknown fence "${language}"`;
      report(line, `${what}${didYouMean(language, fenceLanguages) || `; use one of ${list}`}`);
    }
    if (language === "python" && fence.info !== "" && !excuseOf(fence)) {
      report(line, `"${fence.info}" after python; write "noRun: reason", or nothing`);
    }
    if (language === "sh" && fence.info !== "" && fence.info !== "run") {
      report(line, `"${fence.info}" after sh; write "run", or nothing`);
    }
    if (fence.code.trim() === "" && language !== "output") report(line, "this fence is empty; fill it or drop it");
    if (language === "output" && index > 0 && fences[index - 1]?.language === "output") {
      report(line, "two output fences in a row; join them, or put the code between them");
    }
  });
}

function visit(root: Root, report: (line: number, message: string) => void): void {
  const walk = (node: Nodes): void => {
    const line = (node.position?.start.line ?? 1) - 1;
    const what = forbidden[node.type];
    if (what) {
      report(line, `${what} is not shown on every platform; use paragraphs, lists, strong, emphasis and code`);
      return;
    }
    if (node.type === "text") {
      const name = /\b[A-Za-z]\w*_\w+\b|\b__\w+__\b/.exec(node.value)?.[0];
      if (name) report(line, `"${name}" has an underscore; put it in inline code`);
    }
    if ("children" in node) for (const child of node.children) walk(child);
  };
  walk(root);
}
