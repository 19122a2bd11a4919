import type { Cohort } from "../../app/cohort/my-cohorts.ts";
import type { GroupReport, OpenFlag, RecentlyShared } from "../../app/cohort/read-report.ts";
import { actionId } from "../actions/action-id.ts";
import { reportTexts as texts } from "../texts/report.ts";
import { studyTexts } from "../texts/study.ts";
import { button, buttons, field, fields, heading, note, type Part, type QuotePart, text, type View } from "../view.ts";
import { count, cut } from "../wording.ts";

const blockersShown = 4;

/** S39, for organisers. */
export function reportView(report: GroupReport, done: string | null = null): View {
  const { cohort, shared } = report;
  const title = cut(texts.title(cut(cohort.name, 60), report.week), 100);
  const parts: Part[] = done ? [text(done)] : [];
  parts.push(fields(...factsOf(report)));
  if (report.study === null) parts.push(note(texts.fromFive));
  parts.push(...blockers(report));
  parts.push(
    buttons(
      report.openFlags > 0 && button(texts.openFlags, actionId("report-flags", cohort.id), "primary"),
      button(texts.readCheckIns, actionId("report-check-ins", cohort.id), report.openFlags > 0 ? "plain" : "primary"),
      button(texts.members, actionId("cohort-members", cohort.id)),
      button(texts.groupSettings, actionId("cohort-settings", cohort.id)),
    ),
  );
  if (shared.length > 0) {
    parts.push({
      kind: "select",
      action: actionId("report-remove", cohort.id),
      placeholder: texts.removeAnswer,
      options: shared.map((one) => ({ label: answerLabel(one), value: String(one.id) })),
    });
  }
  return { title, parts, fallback: cut(done ?? title, 300) };
}

function factsOf(report: GroupReport) {
  const { study, checkIns, posts, members } = report;
  const ofMembers = (part: number) => texts.ofMembers(count(part), count(members));
  const decks = (sums: GroupReport["leastRecalled"]) =>
    sums.length === 0
      ? texts.nothing
      : cut(
          texts.decks(sums.map(({ title }) => cut(title, 50)).join("; "), Math.min(...sums.map((sum) => sum.learners))),
          200,
        );
  const average = study?.answersAQuestion ?? null;
  return [
    field(texts.studied, study === null ? texts.nothing : orDash(study.studied, ofMembers(study.studied))),
    field(texts.checkIns, checkIns === null ? texts.nothing : ofMembers(checkIns.done)),
    field(texts.question, average === null ? texts.nothing : texts.answersADay(String(Math.round(average * 10) / 10))),
    field(texts.away, study === null ? texts.nothing : orDash(study.away, count(study.away))),
    field(texts.leastRecalled, study === null ? texts.nothing : decks(report.leastRecalled)),
    field(texts.slipping, study === null ? texts.nothing : decks(report.slipping)),
    field(
      texts.posts,
      posts.sent + posts.skipped === 0 ? texts.nothing : texts.postsLine(count(posts.sent), count(posts.skipped)),
    ),
    field(texts.flagsOpen, orDash(report.openFlags, count(report.openFlags))),
  ];
}

function orDash(value: number, words: string): string {
  return value === 0 ? texts.nothing : words;
}

function blockers({ checkIns }: GroupReport): Part[] {
  const named = (checkIns?.said ?? []).filter((one) => one.blockers !== "");
  if (named.length === 0) return [];
  const more = named.length - blockersShown;
  return [
    heading(texts.inTheWay),
    ...named.slice(0, blockersShown).map(
      (one): QuotePart => ({
        kind: "quote",
        text: cut(one.blockers, 200),
        by: cut(one.name, 32),
      }),
    ),
    ...(more > 0 ? [note(texts.andMore(more))] : []),
  ];
}

function answerLabel({ name, words }: RecentlyShared): string {
  return cut(texts.answerOption(name === null ? texts.someone : cut(name, 32), words.replace(/\s+/g, " ")), 70);
}

/** The safe way out is the primary one. */
export function removeAnswerView(cohort: Cohort, answer: RecentlyShared): View {
  return {
    parts: [
      text(texts.removeAsk),
      { kind: "quote", text: cut(answer.words, 600), by: answer.name === null ? texts.someone : cut(answer.name, 32) },
      buttons(
        button(texts.keepIt, actionId("cohort-report", cohort.id), "primary"),
        button(texts.removeIt, actionId("report-remove-now", cohort.id, answer.id), "danger"),
      ),
    ],
    fallback: texts.removeAsk,
  };
}

const flagsOnPage = 5;

/** Without the names of those who flagged. */
export function flagsView(cohort: Cohort, flags: readonly OpenFlag[], page: number, done: string | null = null): View {
  const pages = Math.max(1, Math.ceil(flags.length / flagsOnPage));
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = flags.slice(at * flagsOnPage, (at + 1) * flagsOnPage);
  const title = flags.length === 0 ? texts.noFlags : texts.flagsTitle(flags.length);
  const line = (flag: OpenFlag) =>
    texts.flagLine(cut(flag.prompt, 120), studyTexts.flagReasons[flag.reason], cut(flag.text, 300));
  const parts: Part[] = done ? [text(done)] : [];
  if (shown.length > 0) {
    parts.push(
      { kind: "list", items: shown.map((flag) => [{ kind: "plain", text: line(flag) }]) },
      {
        kind: "select",
        action: actionId("report-flag-close", cohort.id),
        placeholder: texts.closeFlag,
        options: shown.map((flag) => ({ label: cut(flag.prompt, 70), value: String(flag.id) })),
      },
    );
  }
  parts.push(pager("report-flags", cohort, at, pages));
  return { title, parts, fallback: title };
}

const saidOnPage = 2;

/** What people wrote in the latest check-in: they were told that organisers read it. */
export function checkInsView(report: GroupReport, page: number): View {
  const said = report.checkIns?.said ?? [];
  const pages = Math.max(1, Math.ceil(said.length / saidOnPage));
  const at = Math.min(Math.max(0, page), pages - 1);
  const title = texts.checkInsTitle(report.checkIns?.week ?? report.week);
  const parts: Part[] = said.length === 0 ? [text(texts.noCheckIns)] : [];
  for (const one of said.slice(at * saidOnPage, (at + 1) * saidOnPage)) {
    const words = texts.said(one.confidence, one.hours === null ? null : String(one.hours));
    parts.push(text({ kind: "strong", text: cut(one.name, 32) }, words ? `: ${words}` : ""));
    if (one.blockers) parts.push({ kind: "quote", text: cut(one.blockers, 600) });
    if (one.aim) parts.push(text(texts.aim), { kind: "quote", text: cut(one.aim, 200) });
  }
  parts.push(pager("report-check-ins", report.cohort, at, pages));
  return { title, parts, fallback: title };
}

function pager(action: string, cohort: Cohort, at: number, pages: number): Part {
  return buttons(
    button(texts.backToReport, actionId("cohort-report", cohort.id), "primary"),
    at > 0 && button(texts.earlier, actionId(action, cohort.id, at - 1)),
    at < pages - 1 && button(texts.more, actionId(action, cohort.id, at + 1)),
  );
}
