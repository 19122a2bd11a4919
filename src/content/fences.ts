/** A fenced code block of a card's text. */
export type Fence = {
  /** First word after the backticks. */
  language: string;
  /** What follows the language: `noRun: needs a GPU`, the plain form of a formula. */
  info: string;
  code: string;
  /** Line of the opening backticks in the text, from 0. */
  line: number;
};

export const fenceLanguages = ["python", "sql", "sh", "dockerfile", "yaml", "json", "output", "text", "tex"] as const;

/** Text split into prose and fences. A fence that is never closed reaches to the end, as in CommonMark. */
export function splitFences(text: string): { prose: string; fences: Fence[]; unclosed: boolean } {
  const prose: string[] = [];
  const fences: Fence[] = [];
  let open: (Fence & { mark: string; indent: number; lines: string[] }) | undefined;
  text.split("\n").forEach((content, line) => {
    if (!open) {
      const [, indent = "", mark, info = ""] = /^( *)(`{3,}|~{3,})\s*([^`]*)$/.exec(content) ?? [];
      if (!mark) {
        prose.push(content);
        return;
      }
      const [language = "", ...rest] = info.trim().split(/\s+/);
      open = { language, info: rest.join(" "), code: "", line, mark, indent: indent.length, lines: [] };
    } else if (content.trim().startsWith(open.mark) && content.trim().replaceAll(open.mark[0] ?? "`", "") === "") {
      fences.push(closed(open));
      open = undefined;
    } else open.lines.push(stripIndent(content, open.indent));
  });
  if (open) fences.push(closed(open));
  return { prose: prose.join("\n"), fences, unclosed: open !== undefined };
}

function closed(open: Fence & { lines: string[] }): Fence {
  return { language: open.language, info: open.info, code: open.lines.join("\n"), line: open.line };
}

function stripIndent(line: string, indent: number): string {
  const spaces = /^ */.exec(line)?.[0].length ?? 0;
  return line.slice(Math.min(indent, spaces));
}

/** The excuse of a `python noRun: reason` fence. */
export function excuseOf(fence: Fence): string | undefined {
  return /^noRun:\s*(.*)$/.exec(fence.info)?.[1];
}

/** Does `content run-code` run this fence? */
export function isRun(fence: Fence): boolean {
  if (fence.language === "python") return excuseOf(fence) === undefined;
  return fence.language === "sql" || (fence.language === "sh" && fence.info === "run");
}

/** Words of a text; code, in fences and inline, does not count. */
export function countWords(text: string): number {
  const { prose } = splitFences(text);
  return prose
    .replace(/`[^`]*`/g, " ")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Characters a reader sees: fence lines without backticks, a formula as its plain form, no emphasis marks. */
export function renderedLength(text: string): number {
  const { prose, fences } = splitFences(text);
  const shown = fences.map((fence) => (fence.language === "tex" ? fence.info : fence.code));
  return [prose.replace(/\*\*|`/g, "").trim(), ...shown].filter((part) => part !== "").join("\n").length;
}
