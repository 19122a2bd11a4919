import { showSkills } from "../actions/skills/show-skills.ts";
import { showPrivately } from "../event.ts";
import type { Command } from "./command.ts";

export const skills: Command = {
  spec: {
    name: "skills",
    summary: "The skills checklist: what your cards show and what you say",
    group: "You",
    answers: "private",
    anywhere: true,
  },
  run: async (chat) => showPrivately(await showSkills(chat)),
};
