import { and, eq } from "drizzle-orm";
import { type SkillTier, skillTiers } from "../../core/curriculum/track.ts";
import { readRecallBy } from "../../db/recall.ts";
import { skillMarks } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Reader } from "../people/reader.ts";
import { recallOf } from "../progress/mastery.ts";
import { positionOf } from "../roadmap/position.ts";
import { studyDayOf } from "../study/study-day.ts";

export type SkillMark = (typeof skillMarks.$inferSelect)["mark"];
export const skillMarkChoices = ["not-started", "in-progress", "done"] as const satisfies readonly SkillMark[];

/** One line of the checklist: what the cards show and what the learner says, neither changing the other. */
export interface SkillLine {
  readonly id: string;
  readonly title: string;
  readonly tier: SkillTier;
  readonly cards: number;
  readonly seen: number;
  /** Cards that would be recalled today. */
  readonly recalled: number;
  readonly mark: SkillMark | null;
}

export interface Skills {
  readonly tiers: readonly { readonly tier: SkillTier; readonly skills: readonly SkillLine[] }[];
  /** Where there is most to gain: the lowest share recalled, must-haves before the rest; null without cards. */
  readonly weakest: SkillLine | null;
}

/** Recalled from this share on, a skill is no gap. */
const enoughShare = 0.9;

export async function readSkills(ctx: AppContext, reader: Reader): Promise<Skills> {
  const { learner } = reader;
  const { track, trackId } = await positionOf(ctx, learner);
  const today = studyDayOf(ctx, learner);
  const [groups, marks] = await Promise.all([
    readRecallBy(ctx.db, learner.id, trackId, "skills"),
    ctx.db
      .select({ skill: skillMarks.skill, mark: skillMarks.mark })
      .from(skillMarks)
      .where(and(eq(skillMarks.learnerId, learner.id), eq(skillMarks.track, trackId))),
  ]);
  const said = new Map(marks.map(({ skill, mark }) => [skill, mark]));
  const lines = track.skills.map(({ id, title, tier }): SkillLine => {
    const known = recallOf(
      groups.filter(({ key }) => key === id),
      today,
      learner.weights,
    );
    return { id, title, tier, ...known, mark: said.get(id) ?? null };
  });
  return {
    tiers: skillTiers.map((tier) => ({ tier, skills: lines.filter((line) => line.tier === tier) })),
    weakest: weakestOf(lines),
  };
}

function weakestOf(lines: readonly SkillLine[]): SkillLine | null {
  const shareOf = ({ recalled, cards }: SkillLine) => recalled / cards;
  for (const tier of skillTiers) {
    const [weakest] = lines
      .filter((line) => line.tier === tier && line.cards > 0 && shareOf(line) < enoughShare)
      .sort((a, b) => shareOf(a) - shareOf(b));
    if (weakest) return weakest;
  }
  return null;
}

export type MarkOutcome = { readonly kind: "marked" } | { readonly kind: "unknown-skill" };

/** What the learner says of a skill; it changes no card and no evidence. */
export async function markSkill(ctx: AppContext, reader: Reader, skill: string, mark: SkillMark): Promise<MarkOutcome> {
  const { track, trackId } = await positionOf(ctx, reader.learner);
  if (!track.skills.some(({ id }) => id === skill)) return { kind: "unknown-skill" };
  const said = { mark, markedAt: ctx.clock.nowMs() };
  await ctx.db
    .insert(skillMarks)
    .values({ learnerId: reader.learner.id, track: trackId, skill, ...said })
    .onConflictDoUpdate({ target: [skillMarks.learnerId, skillMarks.track, skillMarks.skill], set: said });
  return { kind: "marked" };
}
