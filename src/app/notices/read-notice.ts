import { eq } from "drizzle-orm";
import type { CohortId, PlaceId, StudyDay } from "../../core/ids.ts";
import { type Cohort, readCohort } from "../../db/cohorts.ts";
import { countUnreachable } from "../../db/reminders.ts";
import { places } from "../../db/schema/index.ts";
import { type Group, readGroup } from "../cohort/read-group.ts";
import type { AppContext } from "../context.ts";

/** What an organiser is told about, as it stands with the delivery (S40). */
export type NoticeSubject =
  | { readonly cause: "blocked"; readonly placeId: PlaceId; readonly solvedAtMs?: number }
  /**
   * Questions that came due while nothing ran; the moment of the last of them, since when nobody was there (if that is
   * known), and until when.
   */
  | {
      readonly cause: "skipped";
      readonly dates: readonly StudyDay[];
      readonly dueAtMs: number;
      readonly backAtMs: number;
      readonly fromMs?: number;
    }
  | { readonly cause: "all-asked" }
  | { readonly cause: "last-week" }
  | { readonly cause: "unreachable" };

interface About {
  readonly cohort: Cohort;
  readonly nowMs: number;
}

export type Notice = About &
  (
    | { readonly kind: "no-access" | "gone"; readonly channelName: string; readonly detail: string }
    | { readonly kind: "solved"; readonly atMs: number }
    | {
        readonly kind: "skipped";
        readonly dates: readonly StudyDay[];
        readonly dueAtMs: number;
        readonly backAtMs: number;
        readonly fromMs: number | null;
        readonly group: Group;
      }
    | { readonly kind: "all-asked" | "last-week" }
    | { readonly kind: "unreachable"; readonly members: number }
  );

/** Null: there is nothing to tell (any more). */
export async function readNotice(ctx: AppContext, cohortId: CohortId, subject: NoticeSubject): Promise<Notice | null> {
  const cohort = await readCohort(ctx.db, cohortId);
  if (!cohort || cohort.state === "ended") return null;
  const about = { cohort, nowMs: ctx.clock.nowMs() };
  switch (subject.cause) {
    case "blocked": {
      if (subject.solvedAtMs !== undefined) return { ...about, kind: "solved", atMs: subject.solvedAtMs };
      const [place] = await ctx.db.select().from(places).where(eq(places.id, subject.placeId));
      if (place?.state !== "blocked") return null;
      const [reason = "", ...rest] = (place.blockedReason ?? "").split(": ");
      const kind = reason === "gone" ? "gone" : "no-access";
      return { ...about, kind, channelName: place.channelName, detail: rest.join(": ") };
    }
    case "skipped": {
      const { dates, dueAtMs, backAtMs, fromMs = null } = subject;
      return { ...about, kind: "skipped", dates, dueAtMs, backAtMs, fromMs, group: await readGroup(ctx, cohort) };
    }
    case "all-asked":
    case "last-week":
      return { ...about, kind: subject.cause };
    case "unreachable": {
      const members = await countUnreachable(ctx.db, cohortId);
      return members > 0 ? { ...about, kind: "unreachable", members } : null;
    }
  }
}
