import type { RecapFacts, SharedAnswer } from "../../app/daily/read-recap.ts";
import type { StudyDay } from "../../core/ids.ts";
import { actionId } from "../actions/action-id.ts";
import { cardParts, cardWords, fitParts, squeezeParts } from "../card-text.ts";
import { viewLimits } from "../limits.ts";
import { dailyTexts } from "../texts/daily.ts";
import { studyTexts } from "../texts/study.ts";
import { button, buttons, heading, note, type Part, plainText, type Span, text, type View } from "../view.ts";
import { count, cut, dayName, ofGroup } from "../wording.ts";
import { questionParts } from "./daily-post.ts";

const inShortChars = 300;
const sharedChars = 600;

/**
 * S22: what the post becomes the next day. `notes` stand first where somebody reads it in private; `group`: whose, if
 * that has to be said.
 */
export function recapView(
  facts: RecapFacts,
  today: StudyDay,
  { notes = [], group = null }: { readonly notes?: readonly string[]; readonly group?: string | null } = {},
): View {
  const { question, card, answered } = facts;
  const title = ofGroup(group, dailyTexts.recapTitle(dayName(question.date, today)));
  return {
    title,
    parts: [
      ...notes.map((line) => note(line)),
      ...questionParts(card.body),
      ...(answered === 0 ? [text(dailyTexts.nobody)] : []),
      text(dailyTexts.inShort, ...answerOpening(facts)),
      ...(answered > 0 ? [text(countLines(facts).join("\n"))] : []),
      ...(facts.shared > 0 ? [note(dailyTexts.inThread(facts.shared))] : []),
      buttons(
        button(dailyTexts.wholeAnswer, actionId("daily-whole", question.id), "primary"),
        button(dailyTexts.studyThis, actionId("daily-study", question.id)),
      ),
    ],
    fallback: cut(`${title}: ${cardWords(card.body.prompt)}`, viewLimits.fallback),
  };
}

function countLines({ answered, rated, spread, leastSaid }: RecapFacts): string[] {
  if (!spread) return [dailyTexts.count(count(answered))];
  const lines = [dailyTexts.spread(count(answered), rated === answered ? null : count(rated), spread)];
  if (leastSaid) lines.push(dailyTexts.leastSaid(cardWords(leastSaid.text), leastSaid.said, leastSaid.of));
  return lines;
}

/** The answer's first paragraph: model answers open with the direct answer. */
function answerOpening({ card }: RecapFacts): readonly Span[] {
  const { body } = card;
  if (body.kind === "choice") return [];
  const first = cardParts(body.answer, { name: "answer" }).find((part) => part.kind === "text");
  const words = first ? plainText(first.spans) : cardWords(body.answer);
  return first && words.length <= inShortChars ? first.spans : [{ kind: "plain", text: cut(words, inShortChars) }];
}

/** The model answer and its key points, for who presses *Whole answer*. */
export function wholeAnswerView({ question, card }: RecapFacts): View {
  const { body } = card;
  const points = body.kind === "interview" || body.kind === "design" ? body.keyPoints : [];
  const answer = body.kind === "choice" ? [] : cardParts(body.answer, { name: "answer" });
  const prompt = questionParts(body);
  const parts: Part[] = [
    ...prompt,
    heading(studyTexts.anAnswer),
    ...squeezeParts(fitParts(answer, 2_300).parts, viewLimits.parts - 5 - prompt.length),
  ];
  if (points.length > 0) {
    parts.push(heading(studyTexts.keyPoints), {
      kind: "list",
      marks: "numbers",
      items: points.map((point) => [
        ...(point.must ? [{ kind: "strong", text: studyTexts.must } as const] : []),
        { kind: "plain", text: cardWords(point.text) },
      ]),
    });
  }
  parts.push(buttons(button(dailyTexts.studyThis, actionId("daily-study", question.id), "primary")));
  return {
    title: dailyTexts.title,
    parts,
    fallback: cut(`${dailyTexts.wholeAnswer}: ${cardWords(body.prompt)}`, viewLimits.fallback),
  };
}

/** S23: the thread under the post. It stays, and says so, when every answer was taken back. */
export function sharedAnswersView(shared: readonly SharedAnswer[]): View {
  if (shared.length === 0) {
    return { parts: [note(dailyTexts.allTakenBack)], fallback: dailyTexts.allTakenBack };
  }
  return {
    title: dailyTexts.sharedTitle,
    parts: shared.map(({ words, name }) => ({
      kind: "quote",
      text: cut(words, sharedChars),
      by: name ?? dailyTexts.someone,
    })),
    fallback: dailyTexts.sharedTitle,
  };
}
