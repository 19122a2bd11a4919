import type { CommandSpec } from "../../chat/commands/spec.ts";
import { button, text, type View } from "../../chat/view.ts";
import { usageLines, wholeCommand } from "./language.ts";

/** What only Slack has to say. */
export const slackTexts = {
  sent: "Sent to our direct message.",
  openIt: "Open it",
  continued: "Continued below.",
  oneMoment: "One moment …",
  stillWorking: "Still working on it.",
  done: "Done. This window can be closed.",
  tooLate: "Slack closed the window before I could open the form. Please try again.",
  notUnderstood: (words: string) => `I do not know what to do with "${words}".`,
  usage: "This is how it goes:",
  also: (name: string) => `The same with the short name of everything: /${wholeCommand} ${name}`,
  saved: "Saved.",
  commandsOnly: "I understand commands. Write help here, or study, daily, progress, with or without the slash.",
} as const;

export function sentView(url: string | null): View {
  const parts = url
    ? [
        text(slackTexts.sent),
        { kind: "buttons" as const, buttons: [{ label: slackTexts.openIt, style: "plain" as const, press: { url } }] },
      ]
    : [text(slackTexts.sent)];
  return { parts, fallback: slackTexts.sent };
}

export function lineView(words: string): View {
  return { parts: [text(words)], fallback: words };
}

export function usageView(spec: CommandSpec, prefix: string, problem: string | null): View {
  const head =
    problem === null ? `/${prefix}${spec.name}: ${spec.summary}.` : slackTexts.notUnderstood(problem.slice(0, 100));
  return {
    tone: problem === null ? "plain" : "error",
    parts: [
      text(head),
      text(slackTexts.usage),
      { kind: "list", items: usageLines(spec, prefix).map((line) => [{ kind: "code", text: line }]) },
      { kind: "note", spans: [{ kind: "plain", text: slackTexts.also(spec.name) }] },
      { kind: "buttons", buttons: [button("Help", "1:help", "primary")] },
    ],
    fallback: head,
  };
}
