import type { Delivery } from "../../db/deliveries.ts";
import { canBeReached, readUnsaid, takeUnsaid } from "../../db/delivery-unsaid.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { type Notice, type NoticeSubject, readNotice } from "./read-notice.ts";

/** What a direct message should have told and could not. */
export type Unsaid =
  | { readonly kind: "notice"; readonly notice: Notice }
  /** `first`: the one that was to show that messages arrive. */
  | { readonly kind: "reminder"; readonly first: boolean };

const kinds = ["notice", "reminder"];

/**
 * What this person has not been told, since no direct message got through, and `fits` here: one thing at a time, each
 * once. What need not be told any more is let go of.
 */
export async function tellUnsaid(
  ctx: AppContext,
  { learner }: Reader,
  fits: (unsaid: Unsaid) => boolean,
): Promise<Unsaid | null> {
  const rows = await readUnsaid(ctx.db, learner.id, kinds);
  if (rows.length === 0) return null;
  const reminders = rows.filter(({ kind }) => kind === "reminder");
  const refused = reminders.length > 0 && learner.reminderTime !== null && !(await canBeReached(ctx.db, learner.id));
  const reminder: Unsaid | null = refused
    ? { kind: "reminder", first: reminders.at(-1)?.subject.first === true }
    : null;
  for (const row of rows) {
    const unsaid = row.kind === "notice" ? await noticeOf(ctx, row) : reminder;
    if (unsaid && !fits(unsaid)) return null;
    // Of reminders it is enough to hear once that they do not arrive.
    const ids = row.kind === "notice" ? [row.id] : reminders.map(({ id }) => id);
    const taken = await takeUnsaid(ctx.db, ids);
    if (unsaid && taken.length > 0) return unsaid;
  }
  return null;
}

async function noticeOf(ctx: AppContext, { cohortId, subject }: Delivery): Promise<Unsaid | null> {
  const notice = cohortId && (await readNotice(ctx, cohortId, subject as unknown as NoticeSubject));
  return notice && notice.kind !== "solved" ? { kind: "notice", notice } : null;
}
