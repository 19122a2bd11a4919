import type { CardId, PresentationId, SessionId } from "../../../core/ids.ts";
import { hint, type Reply } from "../../event.ts";
import { unknownButtonView } from "../../views/errors.ts";
import type { Press } from "../action.ts";

const textId = /^[\w-]{1,40}$/;
const largestCardId = 2_147_483_647;

/** Ids come from buttons, and a forged one may be anything. Null where this version wrote no such id. */
export function presentationIn(press: Press): PresentationId | null {
  return press.object && textId.test(press.object) ? (press.object as PresentationId) : null;
}

export function sessionIn(press: Press): SessionId | null {
  return press.object && textId.test(press.object) ? (press.object as SessionId) : null;
}

export function cardIn(text: string | undefined): CardId | null {
  const id = Number(text);
  return text && Number.isInteger(id) && id > 0 && id <= largestCardId ? (id as CardId) : null;
}

export function unknownButton(): Reply {
  return hint(unknownButtonView());
}

/** What a person typed, without the one character Postgres keeps in no text. */
export function storable(text: string): string {
  return text.replaceAll("\0", "");
}
