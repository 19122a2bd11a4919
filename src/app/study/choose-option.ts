import type { PresentationId } from "../../core/ids.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type GradeOutcome, gradeCard } from "./grade-card.ts";
import { readShownCard, type ShownCard } from "./shown-card.ts";
import { type TurnOutcome, turnCard } from "./turn-card.ts";

export type ChoiceOutcome =
  /** Right: a rating follows. */
  | { readonly kind: "right"; readonly shown: ShownCard }
  /** Wrong, or "I don't know": stored as Again. */
  | { readonly kind: "wrong"; readonly shown: ShownCard; readonly graded: Extract<GradeOutcome, { kind: "graded" }> }
  | Exclude<TurnOutcome, { kind: "shown" }>;

/** Presses an option of a choice card; the first press decides. */
export async function chooseOption(
  ctx: AppContext,
  input: { reader: Reader; presentationId: PresentationId; option: number; textMark: string; eventKey: string },
): Promise<ChoiceOutcome> {
  const { reader, presentationId } = input;
  const before = await readShownCard(ctx, reader, presentationId);
  if (before && !before.card.hash.startsWith(input.textMark) && before.presentation.gradedAt === null) {
    const anew = await turnCard(ctx, reader, presentationId, {});
    return anew.kind === "shown" ? { kind: "edited", shown: anew.shown } : anew;
  }
  const turned = await turnCard(ctx, reader, presentationId, { optionPressed: input.option });
  if (turned.kind !== "shown") return turned;
  const { body } = turned.shown.card;
  const pressed = turned.shown.presentation.optionPressed ?? input.option;
  if (body.kind !== "choice" || body.options[pressed]?.correct) return { kind: "right", shown: turned.shown };
  const graded = await gradeCard(ctx, { presentationId, rating: "again", by: reader, eventKey: input.eventKey });
  if (graded.kind !== "graded") return { kind: "past", graded: true };
  const shown = await readShownCard(ctx, graded.reader, presentationId);
  return shown ? { kind: "wrong", shown, graded } : { kind: "past", graded: true };
}
