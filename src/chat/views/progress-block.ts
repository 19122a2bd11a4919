import { percentOf } from "../../app/progress/mastery.ts";
import type { BlockOutcome, Calibration, Forecast } from "../../app/progress/read-detail.ts";
import { calibrationFrom } from "../../app/progress/read-detail.ts";
import type { MemberProgress } from "../../app/progress/read-member.ts";
import { actionId } from "../actions/action-id.ts";
import { progressTexts as texts } from "../texts/progress.ts";
import { button, buttons, field, fields, note, type Part, text, type View } from "../view.ts";
import { count, countOf, cut, dayName, share } from "../wording.ts";
import { backButton, blockSelect, onwardButton } from "./progress-parts.ts";

/** S25, one block. */
export function blockView(outcome: BlockOutcome): View {
  if (outcome.kind === "unknown-block") {
    return { tone: "notice", parts: [text(texts.noBlocks), buttons(backButton("primary"))], fallback: texts.noBlocks };
  }
  const { block, hardest, opensOn, today } = outcome;
  const mastery = texts.mastery(percentOf(block));
  const parts: Part[] = [];
  if (!block.reached) parts.push(text(texts.starts(block.firstWeek, opensOn && dayName(opensOn, today))));
  if (block.reached || block.seen > 0) {
    const max = Math.max(1, block.cards);
    parts.push(
      outcome.textOnly
        ? text(`${mastery} (${count(block.recalled)} of ${count(max)})`)
        : { kind: "meter", label: texts.masteryLabel(percentOf(block)), value: block.recalled, max },
    );
    parts.push(
      fields(
        field(texts.seen, `${count(block.seen)} of ${count(block.cards)}`),
        field(texts.due, count(block.due)),
        field(texts.newLeft, count(Math.max(0, block.cards - block.seen))),
        field(texts.questions, `${count(block.questionsSeen)} of ${count(block.questions)}`),
      ),
    );
  }
  if (hardest.length > 0) parts.push(text(texts.hardest(cut(hardest.join("; "), 300))));
  parts.push(
    buttons(
      block.due > 0 && button(texts.studyThese(block.due), actionId("study-topic", "block", block.id), "primary"),
      !block.reached && button(texts.learnAhead, actionId("roadmap-open", "block", block.id), "primary"),
      backButton(block.due > 0 || !block.reached ? "plain" : "primary"),
    ),
    ...blockSelect(outcome.blocks),
  );
  return { title: cut(block.title, 100), parts, fallback: cut(`${block.title}: ${mastery}`, 300) };
}

/** A line a day. */
export function forecastView({ days, today, step, textOnly }: Forecast): View {
  const lines = days.map(({ day, cards }) => [
    { kind: "plain" as const, text: `${dayName(day, today)}: ${count(cards)}` },
  ]);
  const total = days.reduce((sum, { cards }) => sum + cards, 0);
  const summary = texts.next30Total(countOf(total, texts.comesBack, texts.comeBack));
  return {
    title: texts.next30Title,
    parts: [
      ...(textOnly ? [] : [forecastPicture({ days, today }, summary)]),
      text(summary),
      { kind: "list", items: lines },
      buttons(onwardButton(step), backButton()),
    ],
    fallback: `${texts.next30Title}: ${summary}`,
  };
}

function forecastPicture({ days, today }: Pick<Forecast, "days" | "today">, summary: string): Part {
  const rows = days.map(({ day, cards }) => ({
    ...{ label: dayName(day, today), value: cards, words: count(cards), expected: null },
  }));
  const alt = `${texts.next30Title}. ${rows.map(({ label, words }) => `${label}: ${words}`).join(", ")}.`;
  const spec = { kind: "bars", title: texts.next30Title, note: summary, rows, most: null } as const;
  return { kind: "picture", name: "next-30-days", spec, alt: cut(alt, 1_000), text: null };
}

type Band = Calibration["bands"][number];

function rangeWords({ fromPercent, toPercent }: Pick<Band, "fromPercent" | "toPercent">): string {
  return fromPercent === 0 ? texts.below(toPercent) : texts.range(fromPercent, toPercent);
}

function calibrationPicture(bands: readonly Band[], lines: readonly string[]): Part {
  const rows = bands.map((band) => ({
    label: rangeWords(band),
    value: (100 * band.recalled) / band.of,
    words: share(band.recalled, band.of),
    expected: band.fromPercent === 0 ? band.toPercent : (band.fromPercent + band.toPercent) / 2,
  }));
  const spec = { kind: "bars", title: texts.calibrationTitle, note: texts.calibrationKey, rows, most: 100 } as const;
  return { kind: "picture", name: "calibration", spec, alt: cut(lines.join(" "), 1_000), text: null };
}

/** Expected against recalled, a line a band. */
export function calibrationView({ bands, reviews, enough, step, textOnly }: Calibration): View {
  const wayOn = buttons(onwardButton(step), backButton());
  if (!enough) {
    const soon = texts.calibrationSoon(calibrationFrom, reviews);
    return { title: texts.calibrationTitle, parts: [text(soon), wayOn], fallback: soon };
  }
  const known = bands.filter(({ of }) => of > 0);
  const lines = known.map((band) => texts.expected(rangeWords(band), share(band.recalled, band.of)));
  return {
    title: texts.calibrationTitle,
    parts: [
      ...(textOnly ? [] : [calibrationPicture(known, lines)]),
      { kind: "list", items: lines.map((line) => [{ kind: "plain", text: line }]) },
      note(texts.calibrationNote),
      wayOn,
    ],
    fallback: cut(lines.join(" "), 300),
  };
}

/** S27. `self` never gets here. */
export function memberView(member: Exclude<MemberProgress, { kind: "self" }>): View {
  const mine = buttons(button(texts.myProgress, actionId("progress"), "primary"));
  if (member.kind === "private") {
    return { parts: [text(texts.keepsPrivate), mine], fallback: texts.keepsPrivate };
  }
  const title = texts.memberTitle(member.name);
  return {
    title: cut(title, 100),
    parts: [
      fields(
        field(texts.pointsThisWeek, count(member.pointsThisWeek)),
        field(texts.memberStreak, countOf(member.streakDays, "day")),
        ...(member.block === null ? [] : [field(texts.memberBlock, cut(member.block, 200))]),
      ),
      note(texts.inCohort(member.cohort)),
      mine,
    ],
    fallback: cut(title, 300),
  };
}
