import type { Cohort } from "../../../app/cohort/my-cohorts.ts";
import { readGroup } from "../../../app/cohort/read-group.ts";
import { findReader } from "../../../app/people/reader.ts";
import { nextStep } from "../../../app/study/next-step.ts";
import type { Chat } from "../../chat.ts";
import type { Button, View } from "../../view.ts";
import { groupView } from "../../views/cohort-group.ts";
import { ladderButton } from "../../views/ladder.ts";

/** The settings of a group, with a line of what was just done. */
export async function showGroup(chat: Chat, cohort: Cohort, done: string | null = null): Promise<View> {
  return groupView(await readGroup(chat.ctx, cohort), null, done);
}

/** A group that has just started, and what its organiser may do next. */
export async function showStarted(chat: Chat, cohort: Cohort): Promise<View> {
  return groupView(await readGroup(chat.ctx, cohort), await freshLadder(chat), null);
}

/** The next step of somebody whose groups and settings have just changed: read anew. */
export async function freshLadder(chat: Chat): Promise<Button> {
  return ladderButton(await nextStep(chat.ctx, await findReader(chat.ctx, chat.actor)));
}
