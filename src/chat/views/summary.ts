import type { SessionSummary } from "../../app/study/summary.ts";
import { actionId } from "../actions/action-id.ts";
import { cardWords } from "../card-text.ts";
import { studyTexts } from "../texts/study.ts";
import { type Button, button, buttons, field, fields, note, type Part, text, type View } from "../view.ts";
import { count, cut, share } from "../wording.ts";
import { ladderButton, newCardsButton } from "./ladder.ts";
import { nextDueWords, streakWords } from "./study-words.ts";

const nameChars = 40;
const namesAtMost = 3;
const leechesAtMost = 2;

/** The end of a session (S15): after the last card, on Stop, or at the next visit once the day has turned. */
export function summaryView(summary: SessionSummary, notes: readonly string[] = []): View {
  const { session, done, total, here } = summary;
  const finished = session.closedBy === "finished";
  const title = finished ? studyTexts.done(done, total) : studyTexts.stopped(done, total);
  const stayDue = finished ? 0 : summary.stayDue;
  const lines = [...notes, ...smallPrint(summary)];
  const parts: Part[] = [
    ...(summary.rated > 0 ? [fields(...figures(summary))] : [text(studyTexts.nobodyRated)]),
    ...(stayDue > 0 ? [text(studyTexts.stayDue(stayDue))] : []),
    ...(lines.length > 0 ? [note(lines.join("\n"))] : []),
    ...summary.leeches
      .slice(0, leechesAtMost)
      .flatMap(({ cardId, prompt, otherWay }) => [
        text(studyTexts.leech(nameOf(prompt))),
        buttons(
          otherWay !== null && button(studyTexts.otherWay, actionId("study-card", otherWay)),
          button(studyTexts.suspendIt, actionId("suspend", cardId)),
        ),
      ]),
    buttons(...ways(summary, finished)),
  ];
  return { title, parts, fallback: cut(`${title}. ${fallbackFigures(summary)}`, 300) };

  function figures(one: SessionSummary) {
    return [
      field(studyTexts.recalled, share(one.recalled, one.rated)),
      field(studyTexts.time, `${one.minutes} min`),
      field(studyTexts.points, pointsWords(one)),
      field(studyTexts.streak, streakWords(one.streak)),
      ...(one.next ? [field(studyTexts.nextLabel, nextDueWords(one.next, here))] : []),
    ];
  }
}

function pointsWords({ points, dayPoints, dayPointsAtMost, session, here }: SessionSummary): string {
  const given = points < 0 ? count(points) : `+${count(points)}`;
  if (session.studyDay !== here.today) return studyTexts.pointsThen(given, count(dayPoints), count(dayPointsAtMost));
  if (dayPoints >= dayPointsAtMost) return studyTexts.pointsFull(given, count(dayPointsAtMost));
  return studyTexts.pointsLine(given, count(dayPoints), count(dayPointsAtMost));
}

function smallPrint({ comeBack, hasty }: SessionSummary): string[] {
  const names = comeBack.slice(0, namesAtMost).map(({ prompt }) => nameOf(prompt));
  return [
    ...(comeBack.length > 0 ? [studyTexts.comeBackToday(comeBack.length, names)] : []),
    ...(hasty > 0 ? [studyTexts.hasty(hasty)] : []),
  ];
}

/** A card in a sentence of ours: its question, without the mark at its end. */
function nameOf(prompt: string): string {
  return cut(cardWords(prompt).replace(/[?.!:]+$/, ""), nameChars);
}

function ways(summary: SessionSummary, finished: boolean): Button[] {
  const { step, undoable, session, here } = summary;
  const goOn = !finished && session.studyDay === here.today && summary.done < summary.total;
  return [
    goOn ? button(studyTexts.goOn, actionId("go-on", session.id), "primary") : ladderButton(step),
    ...(goOn ? [] : [newCardsButton(step)].filter((one) => one !== null)),
    ...(step.kind === "progress" && !goOn ? [] : [button(studyTexts.myProgress, actionId("progress"))]),
    ...(undoable ? [button(studyTexts.undo(undoable.rating), actionId("undo", undoable.reviewId))] : []),
  ];
}

function fallbackFigures(summary: SessionSummary): string {
  if (summary.rated === 0) return studyTexts.nobodyRated;
  return `${studyTexts.recalled}: ${share(summary.recalled, summary.rated)}. ${studyTexts.points}: ${pointsWords(summary)}.`;
}
