import type { NextStep } from "../../app/study/next-step.ts";
import type { DailyQuestionId } from "../../core/ids.ts";
import { actionId } from "../actions/action-id.ts";
import { dailyTexts } from "../texts/daily.ts";
import { button, buttons, text, type View } from "../view.ts";
import { cut } from "../wording.ts";
import { ladderButton } from "./ladder.ts";

/** S21: one's own words, and how they would be shared. */
export function shareView(id: DailyQuestionId, words: string): View {
  return {
    title: dailyTexts.shareTitle,
    parts: [
      { kind: "quote", text: cut(words, 2_000) },
      text(dailyTexts.shareWhere),
      buttons(
        button(dailyTexts.shareNamed, actionId("daily-share", id, "named"), "primary"),
        button(dailyTexts.shareUnnamed, actionId("daily-share", id, "unnamed")),
        button(dailyTexts.keepPrivate, actionId("daily-share", id, "private")),
      ),
    ],
    fallback: dailyTexts.shareWhere,
  };
}

export interface Shared {
  readonly id: DailyQuestionId;
  readonly share: "named" | "unnamed" | "private";
  /** The thread is out already. */
  readonly closed: boolean;
  /** It was shared before this press. */
  readonly before: boolean;
}

export function sharedView({ id, share, closed, before }: Shared, step: NextStep): View {
  const words =
    share === "private"
      ? before
        ? dailyTexts.takenBack
        : dailyTexts.staysPrivate
      : closed
        ? dailyTexts.isShared
        : dailyTexts.willBeShared;
  return {
    parts: [
      text(words),
      buttons(
        ladderButton(step),
        share === "private"
          ? button(dailyTexts.shareMine, actionId("daily-share", id))
          : button(dailyTexts.takeBack, actionId("daily-take-back", id)),
      ),
    ],
    fallback: words,
  };
}

/** A sentence with the way on. */
export function dailyNoteView(words: string, step: NextStep): View {
  return { parts: [text(words), buttons(ladderButton(step))], fallback: words };
}
