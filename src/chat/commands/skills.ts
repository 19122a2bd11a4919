import { readSkills } from "../../app/skills/read-skills.ts";
import { showPrivately } from "../event.ts";
import { skillsView } from "../views/skills.ts";
import type { Command } from "./command.ts";

export const skills: Command = {
  spec: {
    name: "skills",
    summary: "The skills checklist: what your cards show and what you say",
    group: "You",
    answers: "private",
    anywhere: true,
  },
  run: async (chat) => showPrivately(skillsView(await readSkills(chat.ctx, await chat.reader()))),
};
