import { percentOf } from "../../app/progress/mastery.ts";
import { type SkillLine, type SkillMark, type Skills, skillMarkChoices } from "../../app/skills/read-skills.ts";
import type { SkillsSpec } from "../../core/picture-spec.ts";
import { actionId } from "../actions/action-id.ts";
import { skillTexts as texts } from "../texts/skills.ts";
import { type Button, button, buttons, heading, note, type Part, type SelectPart, text, type View } from "../view.ts";
import { cut } from "../wording.ts";

/** S30. `done`: what was just set. */
export function skillsView(skills: Skills, options: { pictures: boolean }, done: string | null = null): View {
  const all = skills.tiers.flatMap((tier) => tier.skills);
  const { weakest } = skills;
  return {
    title: texts.title,
    parts: [
      ...(done ? [text(done)] : []),
      ...(options.pictures ? [picturePart(skills)] : []),
      ...skills.tiers
        .filter((tier) => tier.skills.length > 0)
        .flatMap((tier): Part[] => [heading(texts.tiers[tier.tier]), list(tier.skills)]),
      buttons(
        weakest &&
          button(cut(texts.weakest(weakest.title), 34), studySkill(weakest), "primary", texts.weakest(weakest.title)),
        button(texts.roadmap, actionId("roadmap"), weakest ? "plain" : "primary"),
      ),
      ...skillSelect(all),
    ],
    fallback: cut(done ?? texts.title, 300),
  };
}

/** The lists below it say the same. */
function picturePart(skills: Skills): Part {
  return { kind: "picture", name: "skills", spec: skillsSpec(skills), alt: altText(skills), text: null };
}

export function skillsSpec({ tiers }: Skills): SkillsSpec {
  return {
    kind: "skills",
    tiers: tiers.map(({ tier, skills }) => ({
      title: texts.tiers[tier],
      skills: skills.map(({ title, cards, seen, recalled, mark }) => ({
        title,
        evidence:
          cards === 0
            ? null
            : { recalledPercent: percentOf({ recalled, cards }), seenPercent: percentOf({ recalled: seen, cards }) },
        says: mark,
      })),
    })),
  };
}

function altText({ tiers }: Skills): string {
  const sentences = tiers
    .filter(({ skills }) => skills.length > 0)
    .map(({ tier, skills }) => `${texts.tiers[tier]}: ${skills.map(altLine).join("; ")}.`);
  return cut([texts.alt.heading, ...sentences].join(" "), 1_000);
}

function altLine(skill: SkillLine): string {
  const mark = skill.mark && texts.marks[skill.mark];
  return texts.alt.line(skill.title, skill.cards === 0 ? null : percentOf(skill), mark);
}

function studySkill({ id }: SkillLine): string {
  return actionId("study-topic", id);
}

function list(skills: readonly SkillLine[]): Part {
  return {
    kind: "list",
    items: skills.map((skill) => [
      { kind: "strong", text: skill.title },
      { kind: "plain", text: `: ${stateWords(skill)}` },
    ]),
  };
}

function stateWords({ cards, seen, recalled, mark }: SkillLine): string {
  const evidence =
    cards === 0 ? texts.noCards : seen === 0 ? texts.notSeen(cards) : texts.evidence(recalled, cards, seen);
  return mark === null ? evidence : `${evidence}; ${texts.says(texts.marks[mark])}`;
}

function skillSelect(skills: readonly SkillLine[]): SelectPart[] {
  const options = skills.slice(0, 25).map(({ id, title, mark }) => ({
    label: cut(title, 70),
    value: id,
    ...(mark === null ? {} : { description: texts.says(texts.marks[mark]) }),
  }));
  return options.length === 0
    ? []
    : [{ kind: "select", action: actionId("skill"), placeholder: texts.setSkill, options }];
}

/** One skill, to say how far one is. */
export function skillView(skill: SkillLine | null): View {
  const back = (style: Button["style"]) => button(texts.back, actionId("skills"), style);
  if (!skill)
    return { tone: "notice", parts: [text(texts.unknown), buttons(back("primary"))], fallback: texts.unknown };
  const ask = texts.ask(skill.title);
  return {
    title: cut(skill.title, 100),
    parts: [
      text(ask),
      text(stateWords(skill)),
      buttons(
        ...skillMarkChoices.map((mark) => button(texts.markButtons[mark], actionId("skill-mark", skill.id, mark))),
        back("plain"),
      ),
      note(texts.askNote),
    ],
    fallback: cut(ask, 300),
  };
}

export function markedWords(skill: SkillLine, mark: SkillMark): string {
  return texts.saved(skill.title, texts.marks[mark]);
}
