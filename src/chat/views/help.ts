import type { NextStep } from "../../app/study/next-step.ts";
import { actionId } from "../actions/action-id.ts";
import type { CommandSpec } from "../commands/spec.ts";
import { helpTexts as texts } from "../texts/help.ts";
import { button, buttons, heading, type ListPart, note, type Part, text, type View } from "../view.ts";
import { aboutMinutes, countOf, cut } from "../wording.ts";
import { ladderButton } from "./ladder.ts";

export interface HelpReader {
  readonly step: NextStep;
  /** In a group, or studying alone. */
  readonly hasBegun: boolean;
  /** Groups that are open to join, for somebody in none. */
  readonly open: readonly { readonly id: string; readonly name: string }[];
  readonly mayManage: boolean;
  readonly isOrganiser: boolean;
}

/** Subcommands that are refused to everybody else, and so not offered to them. */
const forManagers = new Set(["cohort create"]);
const forOrganisers = new Set([
  "cohort members",
  "cohort settings",
  "cohort pause",
  "cohort connect",
  "cohort report",
  "cohort end",
]);
const groups = ["Study", "Group", "You", "Organisers"] as const;

/** S2, made from the command list. */
export function helpView(specs: readonly CommandSpec[], reader: HelpReader): View {
  const next = reader.hasBegun ? nextWords(reader.step) : texts.noGroup;
  const lines = specs.flatMap((spec) => linesOf(spec, reader));
  const parts: Part[] = [text(next)];
  for (const group of groups) {
    const items = lines.filter((line) => line.group === group).map((line) => line.item);
    if (items.length > 0) parts.push(heading(group), { kind: "list", items });
  }
  parts.push(note(texts.offNote), ways(reader));
  return { title: texts.title, parts, fallback: cut(`${texts.title}. ${next}`, 300) };
}

interface Line {
  readonly group: CommandSpec["group"];
  readonly item: ListPart["items"][number];
}

function linesOf(spec: CommandSpec, reader: HelpReader): Line[] {
  const names = spec.subcommands ?? [{ name: "", summary: spec.summary }];
  return names.flatMap(({ name, summary }) => {
    const words = name ? `${spec.name} ${name}` : spec.name;
    if (forManagers.has(words) && !reader.mayManage) return [];
    if (forOrganisers.has(words) && !reader.isOrganiser) return [];
    const group = forManagers.has(words) || forOrganisers.has(words) ? "Organisers" : spec.group;
    return [{ group, item: [{ kind: "plain", text: texts.line(`/${words}`, lowered(summary)) }] }];
  });
}

/** The summary goes on after a colon; an initialism stays. */
function lowered(summary: string): string {
  return /^[A-Z][a-z]|^[A-Z] /.test(summary) ? summary.charAt(0).toLowerCase() + summary.slice(1) : summary;
}

function nextWords(step: NextStep): string {
  switch (step.kind) {
    case "study-due":
      return texts.next.due(countOf(step.due, "card is", "cards are"), aboutMinutes(step.due));
    case "answer-daily":
      return texts.next.daily;
    case "check-in":
      return texts.next.checkIn(step.week);
    case "learn-new":
      return texts.next.fresh(countOf(step.cards, "new card"), aboutMinutes(step.cards, 35));
    case "progress":
      return texts.next.progress;
  }
}

function ways(reader: HelpReader): Part {
  const settings = button(texts.settings, actionId("settings"));
  if (reader.hasBegun) {
    const progress = reader.step.kind !== "progress" && button(texts.myProgress, actionId("progress"));
    return buttons(ladderButton(reader.step), progress, settings);
  }
  const [first, ...more] = reader.open
    .slice(0, 3)
    .map(({ id, name }, index) =>
      button(cut(texts.join(name), 34), actionId("join", id), index === 0 ? "primary" : "plain"),
    );
  return buttons(
    first,
    ...more,
    !first && button(texts.alone, actionId("solo"), "primary"),
    reader.mayManage && button(texts.setUp, actionId("cohort-create")),
  );
}
