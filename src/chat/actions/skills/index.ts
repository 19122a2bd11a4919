import { markSkill, readSkills, type SkillLine, skillMarkChoices } from "../../../app/skills/read-skills.ts";
import type { Chat } from "../../chat.ts";
import { replace } from "../../event.ts";
import { markedWords, skillView } from "../../views/skills.ts";
import type { Action } from "../action.ts";
import { showSkills } from "./show-skills.ts";

const skills: Action = {
  name: "skills",
  answers: "update",
  run: async (chat) => replace(await showSkills(chat)),
};

/** Picked value or object: the skill. */
const skill: Action = {
  name: "skill",
  answers: "update",
  run: async (chat, press) => replace(skillView(await findSkill(chat, press.values[0] ?? press.object))),
};

/** Object: the skill. Choice: the mark. */
const skillMark: Action = {
  name: "skill-mark",
  answers: "update",
  async run(chat, press) {
    const mark = skillMarkChoices.find((one) => one === press.choice);
    const line = await findSkill(chat, press.object);
    if (!line || !mark) return replace(skillView(null));
    await markSkill(chat.ctx, await chat.reader(), line.id, mark);
    return replace(await showSkills(chat, markedWords(line, mark)));
  },
};

async function findSkill(chat: Chat, id: string | undefined): Promise<SkillLine | null> {
  const { tiers } = await readSkills(chat.ctx, await chat.reader());
  return tiers.flatMap((tier) => tier.skills).find((line) => line.id === id) ?? null;
}

export const skillsActions: readonly Action[] = [skills, skill, skillMark];
