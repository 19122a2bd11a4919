import { readSkills } from "../../../app/skills/read-skills.ts";
import type { Chat } from "../../chat.ts";
import type { View } from "../../view.ts";
import { skillsView } from "../../views/skills.ts";

/** `done`: what was just set. */
export async function showSkills(chat: Chat, done: string | null = null): Promise<View> {
  const reader = await chat.reader();
  return skillsView(await readSkills(chat.ctx, reader), { pictures: reader.learner.display === "pictures" }, done);
}
