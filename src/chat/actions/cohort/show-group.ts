import type { Cohort } from "../../../app/cohort/my-cohorts.ts";
import { readGroup } from "../../../app/cohort/read-group.ts";
import type { Chat } from "../../chat.ts";
import type { View } from "../../view.ts";
import { groupView } from "../../views/cohort-group.ts";

/** A group as its organisers see it: just started, or its settings, with a line of what was just done. */
export async function showGroup(
  chat: Chat,
  cohort: Cohort,
  as: "started" | "settings",
  done: string | null = null,
): Promise<View> {
  return groupView(await readGroup(chat.ctx, cohort), as, done);
}
