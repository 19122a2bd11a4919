import { type BlockMastery, percentOf } from "../../app/progress/mastery.ts";
import type { Progress, ProgressOutcome } from "../../app/progress/read-progress.ts";
import { roadmapWeeks } from "../../core/curriculum/pace.ts";
import type { ProgressSpec } from "../../core/picture-spec.ts";
import { actionId } from "../actions/action-id.ts";
import { progressTexts as texts } from "../texts/progress.ts";
import { button, buttons, field, fields, heading, note, type Part, text, type View } from "../view.ts";
import { aboutMinutes, count, countOf, cut, share, shortDay } from "../wording.ts";
import { blockSelect, onwardButton } from "./progress-parts.ts";

/** Reviews of cards in review from which retention is a number worth showing. */
const retentionFrom = 20;
/** Days of the forecast that the picture shows. */
export const pictureDays = 14;

/** S24. `pictures`: whether the picture is drawn; without it the blocks stand as a list. */
export function progressView(progress: ProgressOutcome, options: { pictures: boolean }): View {
  if (progress.kind === "nothing-yet") {
    return {
      title: texts.title,
      parts: [text(texts.firstDay), buttons(onwardButton(progress.step))],
      fallback: texts.firstDay,
    };
  }
  const parts: Part[] = [
    ...(options.pictures ? [picturePart(progress)] : []),
    ...factParts(progress),
    ...(options.pictures ? [] : blockParts(progress.blocks)),
    buttons(
      onwardButton(progress.step),
      button(texts.streak, actionId("progress-streak")),
      button(texts.calibration, actionId("progress-calibration")),
      button(texts.next30, actionId("progress-forecast")),
      button(texts.asTable, actionId("progress-table")),
    ),
    ...blockSelect(progress.blocks),
  ];
  const streak = countOf(progress.streak.length, "day");
  const percent = retentionPercent(progress);
  return {
    title: texts.title,
    parts,
    fallback: texts.fallback(count(progress.due), streak, percent === null ? null : `${percent}%`),
  };
}

/** What is true now, in fields; young and older cards apart. */
export function factParts(progress: Progress): Part[] {
  return [
    fields(
      field(texts.dueNow, dueWords(progress)),
      field(texts.streak, streakWords(progress)),
      field(texts.retention, retentionWords(progress)),
      field(texts.reviews, texts.reviewsLine(count(progress.reviewsADay), progress.reviewDays)),
      field(texts.nextDays, progress.forecast.slice(0, 7).map(count).join(", ")),
      ...(progress.outlook ? [field(texts.roadmap, roadmapWords(progress.outlook))] : []),
    ),
    ...youngAndMature(progress),
  ];
}

function dueWords({ due }: Progress): string {
  return due === 0 ? texts.nothingDue : `${count(due)}, ${aboutMinutes(due)}`;
}

function streakWords({ streak }: Progress): string {
  const days = countOf(streak.length, "day");
  if (streak.today.paused && !streak.keptToday) return `${days}; ${texts.onBreak}`;
  return `${texts.streakLine(days, streak.keptToday)}; ${texts.freezes(streak.freezesLeft)}`;
}

function total({ retention: { young, mature } }: Progress) {
  return { recalled: young.recalled + mature.recalled, of: young.of + mature.of };
}

function retentionPercent(progress: Progress): number | null {
  const { recalled, of } = total(progress);
  return of < retentionFrom ? null : Math.round((100 * recalled) / of);
}

function retentionWords(progress: Progress): string {
  const { recalled, of } = total(progress);
  if (of < retentionFrom) return texts.retentionSoon(retentionFrom, of);
  return texts.retentionLine(share(recalled, of), progress.retention.aimPercent);
}

function youngAndMature(progress: Progress): Part[] {
  const { young, mature } = progress.retention;
  if (young.of === 0 || mature.of === 0 || retentionPercent(progress) === null) return [];
  return [note(texts.youngAndMature(share(young.recalled, young.of), share(mature.recalled, mature.of)))];
}

function roadmapWords({ groupWeek, reachedWeek, by }: NonNullable<Progress["outlook"]>): string {
  const where = texts.roadmapWeek(groupWeek ?? reachedWeek);
  const mine = groupWeek === null ? "" : `, ${texts.reaches(reachedWeek)}`;
  return `${where}${mine}${by ? `; ${texts.pace(by.seenPercent, shortDay(by.day))}` : ""}`;
}

/** What the picture's bars say, as a list: the roadmap's blocks that were reached, and others with cards met. */
export function blockParts(blocks: readonly BlockMastery[]): Part[] {
  const shown = shownBlocks(blocks);
  const items = shown.map((block) => [
    {
      kind: "plain" as const,
      text: texts.blockLine(block.title, percentOf(block), `(${count(block.recalled)} of ${count(block.cards)})`),
    },
  ]);
  const rest = notReached(blocks);
  return [
    heading(texts.recallToday),
    ...(items.length > 0 ? [{ kind: "list" as const, items }] : []),
    ...(rest > 0 ? [note(`${texts.notReached(countOf(rest, "block"))}.`)] : []),
  ];
}

function shownBlocks(blocks: readonly BlockMastery[]): BlockMastery[] {
  return blocks.filter((block) => block.seen > 0 || (block.onRoadmap && block.reached && block.cards > 0));
}

function notReached(blocks: readonly BlockMastery[]): number {
  return blocks.filter((block) => block.onRoadmap && !block.reached && block.seen === 0).length;
}

function picturePart(progress: Progress): Part {
  // The other facts stand beside the picture in words; what each block's bar says does not.
  const text = recallWords(progress);
  return { kind: "picture", name: "progress", spec: progressSpec(progress), alt: altText(progress), text };
}

export function progressSpec(progress: Progress): ProgressSpec {
  const percent = retentionPercent(progress);
  const { streak, outlook } = progress;
  return {
    kind: "progress",
    due: progress.due,
    streakDays: progress.streak.length,
    freezesLeft: streak.today.paused && !streak.keptToday ? null : streak.freezesLeft,
    retention:
      percent === null
        ? null
        : {
            ...{ percent, aimPercent: progress.retention.aimPercent },
            youngPercent: recalledPercent(progress.retention.young),
            maturePercent: recalledPercent(progress.retention.mature),
          },
    days: progress.days,
    forecast: progress.forecast.slice(0, pictureDays),
    road: outlook && {
      ...{ weeks: roadmapWeeks, groupWeek: outlook.groupWeek, myWeek: outlook.reachedWeek },
      words: outlook.by && texts.pace(outlook.by.seenPercent, shortDay(outlook.by.day)),
    },
    blocks: progress.blocks
      .filter(({ onRoadmap }) => onRoadmap)
      .map((block) => ({ title: block.title, percent: percentOf(block), reached: block.reached })),
  };
}

export function altText(progress: Progress): string {
  const percent = retentionPercent(progress);
  const heading = texts.alt.heading(shortDay(progress.today), count(progress.due), streakAltWords(progress));
  const retention = percent === null ? "" : `, ${texts.alt.retention(percent, progress.retention.aimPercent)}`;
  const { young, mature } = progress.retention;
  const parts =
    percent === null || young.of === 0 || mature.of === 0
      ? ""
      : ` (${texts.alt.youngAndMature(recalledPercent(young) ?? 0, recalledPercent(mature) ?? 0)})`;
  const coming = progress.forecast.slice(0, pictureDays);
  const sentences = [
    `${heading}${retention}${parts}.`,
    texts.alt.studied(count(progress.studied.days), count(progress.studied.of), shortDay(progress.studied.since)),
    texts.alt.coming(count(Math.min(...coming)), count(Math.max(...coming))),
    ...(progress.outlook ? [`${texts.roadmap}: ${roadmapWords(progress.outlook)}.`] : []),
    recallWords(progress),
  ];
  return cut(sentences.join(" "), 1_000);
}

function streakAltWords({ streak }: Progress): string {
  return texts.alt.streak(countOf(streak.length, "day"), countOf(streak.freezesLeft, "freeze"));
}

function recalledPercent({ recalled, of }: { readonly recalled: number; readonly of: number }): number | null {
  return of === 0 ? null : Math.round((100 * recalled) / of);
}

function recallWords(progress: Progress): string {
  const blocks = shownBlocks(progress.blocks).filter(({ onRoadmap }) => onRoadmap);
  const rest = notReached(progress.blocks);
  const recall = [
    blocks.map((block, at) => `${block.title} ${percentOf(block)}${at === 0 ? " per cent" : ""}`).join(", "),
    ...(rest > 0 ? [texts.notReached(countOf(rest, "block"))] : []),
  ];
  return texts.alt.recall(recall.filter(Boolean).join("; "));
}
