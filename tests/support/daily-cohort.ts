import type { AppContext } from "../../src/app/context.ts";
import { setCohortSchedule } from "../../src/app/schedules/set-schedule.ts";
import type { InterviewBody } from "../../src/core/curriculum/card.ts";
import { roadmapWeeks } from "../../src/core/curriculum/pace.ts";
import type { Track } from "../../src/core/curriculum/track.ts";
import type { CardId, CohortId, LearnerId, PlaceId, PlatformId, StudyDay, TrackId } from "../../src/core/ids.ts";
import { cards, cohorts, identities, learners, memberships, places } from "../../src/db/schema/index.ts";

export const mlTrack = "ai-ml-engineer" as TrackId;

/** Two blocks: weeks 1 to 8 Python, the rest Supervised learning. */
export function smallTrack(): Track {
  const block = (id: string, title: string, weeks: number): Track["blocks"][number] => ({
    id,
    title,
    weeks,
    goal: "Know it.",
    topics: [{ id: `${id}-topic`, title }],
    practice: [],
    keyConcepts: [],
    interview: [],
    weekPlans: Array.from({ length: weeks }, (_, at) => ({
      week: at + 1,
      title: `Week ${at + 1}`,
      topics: [`${id}-topic`],
      practice: [],
      projects: [],
      interview: [],
      questions: [],
      resources: [],
    })),
  });
  return {
    id: mlTrack,
    title: "AI/ML engineer",
    summary: "Small.",
    phases: [{ id: "all", title: "All", months: "1-8", blocks: ["python", "supervised"] }],
    blocks: [block("python", "Python", 8), block("supervised", "Supervised learning", roadmapWeeks - 8)],
    checklistBlocks: [],
    skills: [],
    linkedQuestions: [],
    designPrompts: [],
    projects: [],
    resources: [],
    salaries: { asOf: "2027-01", note: "None.", regions: [], rows: [] },
    nextSteps: [],
    sizes: {},
  };
}

export function interviewBody(prompt: string): InterviewBody {
  return {
    kind: "interview",
    type: "contrast",
    difficulty: "medium",
    level: "mid",
    minutes: 3,
    prompt,
    answer: "Take the forest when you need a strong model with little tuning. It averages many trees.",
    keyPoints: [
      { key: "variance", text: "trees in parallel lower variance", must: true, weight: 2 },
      { key: "stopping", text: "boosting needs early stopping", must: false, weight: 1 },
      { key: "tuning", text: "the forest needs little tuning", must: false, weight: 1 },
    ],
    mistakes: [
      { key: "always", belief: "Boosting always wins.", why: "Not on noisy data.", fails: true },
      { key: "deep", belief: "Deeper is better.", why: "It overfits.", fails: false },
    ],
    followUps: [
      { q: "And with noise?", a: "The forest." },
      { q: "And with time?", a: "Boosting." },
    ],
    contrast: [],
    sources: [
      { title: "scikit-learn user guide", url: "https://scikit-learn.org/stable/modules/ensemble.html", where: "1.11" },
    ],
    covers: [],
  };
}

/** Publishes interview questions, by prompt; `week` decides the block. */
export async function publishQuestions(
  ctx: AppContext,
  questions: readonly { readonly prompt: string; readonly week: number }[],
): Promise<CardId[]> {
  const rows = await ctx.db
    .insert(cards)
    .values(
      questions.map(({ prompt, week }, position) => ({
        track: mlTrack,
        key: prompt.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
        kind: "interview" as const,
        deck: week <= 8 ? "python-questions" : "forests",
        deckTitle: week <= 8 ? "Python questions" : "Random forests",
        block: week <= 8 ? "python" : "supervised",
        week,
        position: week * 100 + position,
        skills: [],
        topics: [],
        body: interviewBody(prompt),
        hash: `hash of ${prompt}`,
        search: prompt.toLowerCase(),
      })),
    )
    .returning({ id: cards.id });
  return rows.map(({ id }) => id);
}

export interface CohortWish {
  readonly id?: string;
  readonly name?: string;
  readonly zone?: string;
  readonly time?: string;
  readonly days?: readonly number[];
  readonly firstDay?: string;
  readonly places?: readonly string[];
}

/** A cohort that began Mon 11 Jan 2027 and asks from Monday to Friday at 18:30 in Berlin, in #ml-daily. */
export async function makeCohort(ctx: AppContext, wish: CohortWish = {}): Promise<CohortId> {
  const id = (wish.id ?? "spring") as CohortId;
  const zone = wish.zone ?? "Europe/Berlin";
  const time = wish.time ?? "18:30";
  const days = [...(wish.days ?? [1, 2, 3, 4, 5])];
  const nowMs = ctx.clock.nowMs();
  const [creator] = await ctx.db
    .insert(learners)
    .values({ displayName: "Creator", zone, createdAt: nowMs })
    .returning({ id: learners.id });
  if (!creator) throw new Error("no creator");
  await ctx.db.insert(cohorts).values({
    id,
    name: wish.name ?? "ML spring",
    track: mlTrack,
    firstDay: (wish.firstDay ?? "2027-01-11") as StudyDay,
    zone,
    dailyTime: time,
    dailyDays: days,
    checkInDay: 7,
    createdBy: creator.id,
    createdAt: nowMs,
  });
  await ctx.db.insert(places).values(
    (wish.places ?? ["ml-daily"]).map((channel) => ({
      id: `${id}-${channel}` as PlaceId,
      cohortId: id,
      platform: "playground" as PlatformId,
      workspace: "home",
      channel,
      channelName: channel,
      createdAt: nowMs,
    })),
  );
  await ctx.db.transaction((tx) => setCohortSchedule(tx, { cohortId: id, kind: "daily", time, days, zone }, nowMs));
  return id;
}

/** A person who is a member; found again by `world.person(name)`, which uses the same account. */
export async function makeMember(
  ctx: AppContext,
  name: string,
  cohortIds: readonly CohortId[],
  zone = "Europe/Berlin",
): Promise<LearnerId> {
  const nowMs = ctx.clock.nowMs();
  const [learner] = await ctx.db
    .insert(learners)
    .values({ displayName: name, zone, zoneFrom: "chosen", createdAt: nowMs })
    .returning({ id: learners.id });
  if (!learner) throw new Error("no learner");
  await ctx.db.insert(identities).values({
    learnerId: learner.id,
    platform: "playground" as PlatformId,
    userId: name.toLowerCase(),
    displayName: name,
    createdAt: nowMs,
  });
  for (const cohortId of cohortIds) {
    await ctx.db.insert(memberships).values({ cohortId, learnerId: learner.id, joinedAt: nowMs });
  }
  return learner.id;
}
