import type { SkillMark } from "../../app/skills/read-skills.ts";
import type { SkillTier } from "../../core/curriculum/track.ts";

/** Words of `/skills` (S30). */
export const skillTexts = {
  title: "Skills",
  tiers: { must: "Must have", good: "Good to have", nice: "Nice to have" } satisfies Record<SkillTier, string>,
  evidence: (recalled: number, cards: number, seen: number) => `${recalled} of ${cards} recalled, ${seen} seen`,
  notSeen: (cards: number) => `none of ${cards} seen yet`,
  noCards: "your word only",
  alt: {
    heading: "Skills, the share of cards you would recall today and what you say of them.",
    line: (title: string, percent: number | null, mark: string | null) =>
      [percent === null ? `${title} without cards` : `${title} ${percent}%`, mark].filter(Boolean).join(", "),
  },
  says: (mark: string) => `you say: ${mark}`,
  marks: { "not-started": "not started", "in-progress": "in progress", done: "done" } satisfies Record<
    SkillMark,
    string
  >,
  markButtons: { "not-started": "Not started", "in-progress": "In progress", done: "Done" } satisfies Record<
    SkillMark,
    string
  >,
  setSkill: "Set a skill",
  ask: (title: string) => `How far are you with ${title}?`,
  askNote: "Your word stands beside the cards' evidence; neither changes the other.",
  saved: (title: string, mark: string) => `Saved: ${title}, ${mark}.`,
  weakest: (title: string) => `Study the weakest: ${title}`,
  roadmap: "Roadmap",
  back: "Back",
  unknown: "I do not know that skill any more.",
} as const;
