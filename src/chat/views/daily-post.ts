import type { PostFacts } from "../../app/daily/read-post.ts";
import type { CardBody } from "../../core/curriculum/card.ts";
import type { DailyQuestionId } from "../../core/ids.ts";
import { actionId } from "../actions/action-id.ts";
import { cardParts, cardWords, fitParts, squeezeParts } from "../card-text.ts";
import { formLimits, viewLimits } from "../limits.ts";
import { dailyTexts } from "../texts/daily.ts";
import { button, buttons, type Form, note, type Part, type Span, type View } from "../view.ts";
import { channelMoment, count, cut, ofGroup } from "../wording.ts";

export interface PostState {
  /** The post went out late: how long the bot was away. */
  readonly lateUntilMs?: number | null;
  /** Small print of a private copy: what the reader did so far. */
  readonly notes?: readonly string[];
  /** Whose question it is, where that has to be said. */
  readonly group?: string | null;
}

/** The question in the channel (S17); its count follows those who answer. Also what `/daily` shows. */
export function dailyPostView(facts: PostFacts, state: PostState = {}): View {
  const { question, cohort, card, nowMs, previousId } = facts;
  const words = cardWords(card.body.prompt);
  const group = state.group ?? null;
  const about = dailyTexts.about(card.week, facts.blockTitle, card.body.difficulty, minutesOf(card.body));
  return {
    title: dailyTexts.title,
    parts: [
      ...questionParts(card.body),
      note(ofGroup(group, about)),
      buttons(
        button(dailyTexts.answer, actionId("daily-answer", question.id), "primary"),
        button(dailyTexts.reveal, actionId("daily-reveal", question.id)),
        previousId && button(dailyTexts.yesterdaysRecap, actionId("daily-recap", previousId)),
      ),
      note(...countSpans(facts), channelMoment(question.closesAt, nowMs, cohort.zone), "."),
      ...(state.lateUntilMs
        ? [note(dailyTexts.postedLate, channelMoment(state.lateUntilMs, nowMs, cohort.zone), ".")]
        : []),
      ...(state.notes ?? []).map((line) => note(line)),
    ],
    fallback: cut(`${ofGroup(group, dailyTexts.title)}: ${words}`, viewLimits.fallback),
  };
}

/** The question itself, with its code or formula; the content check keeps it short. */
export function questionParts(body: CardBody): Part[] {
  return squeezeParts(fitParts(cardParts(body.prompt, { name: "question" }), 1_500).parts, 5);
}

function countSpans({ members, answered }: PostFacts): (Span | string)[] {
  const open = dailyTexts.openUntil;
  return members > 0 ? [dailyTexts.answered(count(answered), count(members)), open] : [open.trimStart()];
}

function minutesOf(body: CardBody): number {
  return body.kind === "interview" || body.kind === "design" ? body.minutes : 3;
}

/** S18: the form behind Answer; with the words sent before, if any. Without `found` it still takes an answer. */
export function answerForm(
  id: DailyQuestionId,
  found: { readonly body: CardBody; readonly words: string | null } | null,
): Form {
  return {
    title: dailyTexts.formTitle,
    submit: dailyTexts.save,
    ...(found ? { intro: cut(cardWords(found.body.prompt), formLimits.intro) } : {}),
    fields: [
      {
        name: "words",
        kind: "paragraph",
        label: dailyTexts.inYourWords,
        hint: dailyTexts.wordsHint,
        required: true,
        minLength: 20,
        maxLength: 2_000,
        ...(found?.words ? { value: found.words } : {}),
      },
    ],
    action: actionId("daily-submit", id),
  };
}
