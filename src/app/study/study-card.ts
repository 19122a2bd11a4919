import type { CardId } from "../../core/ids.ts";
import { readShown } from "../../db/presentations.ts";
import { readOpenSession } from "../../db/sessions.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { presentCard } from "./present-card.ts";
import { type ShownCard, showCard } from "./shown-card.ts";
import { studyDayOf } from "./study-day.ts";

/** Shows one card at once, in its place of the open session if it has one there. Null when it was withdrawn. */
export async function studyCard(ctx: AppContext, reader: Reader, cardId: CardId): Promise<ShownCard | null> {
  const open = await readOpenSession(ctx.db, reader.learner.id);
  const here = open && open.studyDay === studyDayOf(ctx, reader.learner) ? open : null;
  const number = here ? here.plan.indexOf(cardId) + 1 : 0;
  const presentation = await presentCard(ctx, {
    learner: reader.learner,
    cardId,
    sessionId: number > 0 && here ? here.id : null,
    number: number > 0 ? number : null,
    fromFront: true,
  });
  const shown = presentation && (await readShown(ctx.db, presentation.id));
  return shown && showCard(ctx, reader, shown);
}
