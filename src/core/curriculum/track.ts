import { z } from "zod";
import { roadmapWeeks } from "./pace.ts";

export { roadmapWeeks };

const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "wants lower-case words joined by hyphens");
const Text = z.string().min(1);
const Url = z.string().regex(/^https:\/\/\S+$/, "wants an https address");
const Weeks = z.number().int().min(1).max(roadmapWeeks);

const Topic = z.strictObject({ id: Id, title: Text });
export type Topic = z.infer<typeof Topic>;

const WeekPlan = z.strictObject({
  /** Week inside the block, from 1. */
  week: Weeks,
  title: Text,
  /** Ids of the block's topics. */
  topics: z.array(Id).min(1),
  practice: z.array(Text),
  projects: z.array(Text),
  interview: z.array(Text),
  /** Ids of the linked questions prepared in this week. */
  questions: z.array(Id),
  resources: z.array(z.strictObject({ title: Text, url: Url })),
});
export type WeekPlan = z.infer<typeof WeekPlan>;

const Block = z.strictObject({
  id: Id,
  title: Text,
  weeks: Weeks,
  goal: Text,
  topics: z.array(Topic).min(1),
  practice: z.array(Text),
  keyConcepts: z.array(z.strictObject({ title: Text, items: z.array(Text).min(1) })),
  interview: z.array(Text),
  weekPlans: z.array(WeekPlan).min(1),
});
export type Block = z.infer<typeof Block>;

const ChecklistBlock = z.strictObject({
  id: Id,
  title: Text,
  /** The roadmap week in which week 1 of this block opens. */
  opensInWeek: Weeks,
  weeks: Weeks,
  topics: z.array(Topic).min(1),
});
export type ChecklistBlock = z.infer<typeof ChecklistBlock>;

export const skillTiers = ["must", "good", "nice"] as const;
export type SkillTier = (typeof skillTiers)[number];

export const projectLevels = ["beginner", "intermediate", "advanced"] as const;

const Count = z.strictObject({
  /** Flashcards and choice cards. */
  concept: z.number().int().min(0),
  /** Interview questions; in the system design block, cases. */
  interview: z.number().int().min(0),
});
const BlockSize = z.strictObject({ full: Count, firstRelease: Count });
export type BlockSize = z.infer<typeof BlockSize>;

/** A curriculum: what `track.yaml` holds. Ids are checked against each other by the content check, not here. */
export const Track = z.strictObject({
  id: Id,
  title: Text,
  summary: Text,
  phases: z.array(z.strictObject({ id: Id, title: Text, months: Text, blocks: z.array(Id).min(1) })).min(1),
  /** In roadmap order. */
  blocks: z.array(Block).min(1),
  checklistBlocks: z.array(ChecklistBlock),
  skills: z.array(
    z.strictObject({
      id: Id,
      title: Text,
      tier: z.enum(skillTiers),
      /** Blocks whose cards give evidence of the skill; decks name their skills themselves. */
      blocks: z.array(Id),
    }),
  ),
  linkedQuestions: z.array(z.strictObject({ id: Id, topic: Text, title: Text })),
  designPrompts: z.array(z.strictObject({ id: Id, title: Text })),
  projects: z.array(z.strictObject({ level: z.enum(projectLevels), title: Text, aim: Text })),
  resources: z.array(z.strictObject({ kind: z.enum(["book", "course", "practice"]), title: Text, by: Text, url: Url })),
  salaries: z.strictObject({
    asOf: Text,
    note: Text,
    regions: z.array(Text),
    /** `ranges` in the order of `regions`. */
    rows: z.array(z.strictObject({ level: Text, ranges: z.array(Text) })),
  }),
  nextSteps: z.array(z.strictObject({ title: Text, why: Text })),
  sizes: z.record(Id, BlockSize),
});
export type Track = z.infer<typeof Track>;

/** Roadmap week (1 to 32) in which week 1 of a block opens. Throws on a block the track does not have. */
export function firstWeekOf(track: Track, blockId: string): number {
  let opens = 1;
  for (const block of track.blocks) {
    if (block.id === blockId) return opens;
    opens += block.weeks;
  }
  const checklist = track.checklistBlocks.find((block) => block.id === blockId);
  if (!checklist) throw new Error(`track ${track.id} has no block ${blockId}`);
  return checklist.opensInWeek;
}

/** Roadmap week of a week inside a block, both from 1; a block that would run past the end stays in the last week. */
export function blockWeekToRoadmapWeek(track: Track, blockId: string, week: number): number {
  return Math.min(firstWeekOf(track, blockId) + week - 1, roadmapWeeks);
}

export type RoadmapWeek = {
  week: number;
  phase: { id: string; title: string };
  block: Block;
  plan: WeekPlan;
  topics: Topic[];
  /** Linked questions prepared in this week. */
  questions: { id: string; topic: string; title: string }[];
  /** Checklist blocks that open in this week. */
  opens: ChecklistBlock[];
};

/** The roadmap block that a roadmap week belongs to; undefined outside 1 to 32. */
export function blockOfWeek(track: Track, week: number): Block | undefined {
  if (!Number.isInteger(week)) return undefined;
  let before = 0;
  for (const block of track.blocks) {
    if (week > before && week <= before + block.weeks) return block;
    before += block.weeks;
  }
  return undefined;
}

/** What a roadmap week holds; undefined outside 1 to 32. */
export function weekOf(track: Track, week: number): RoadmapWeek | undefined {
  const block = blockOfWeek(track, week);
  if (!block) return undefined;
  const inBlock = week - firstWeekOf(track, block.id) + 1;
  const plan = block.weekPlans.find((candidate) => candidate.week === inBlock);
  const phase = track.phases.find((candidate) => candidate.blocks.includes(block.id));
  if (!plan || !phase) throw new Error(`week ${week} of track ${track.id} has no plan or no phase`);
  return {
    week,
    phase: { id: phase.id, title: phase.title },
    block,
    plan,
    topics: block.topics.filter((topic) => plan.topics.includes(topic.id)),
    questions: track.linkedQuestions.filter((question) => plan.questions.includes(question.id)),
    opens: track.checklistBlocks.filter((candidate) => candidate.opensInWeek === week),
  };
}

/** Every block, the roadmap's first, then the checklist's. */
export function allBlocks(track: Track): (Block | ChecklistBlock)[] {
  return [...track.blocks, ...track.checklistBlocks];
}
