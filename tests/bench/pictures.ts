import { monitorEventLoopDelay } from "node:perf_hooks";
import type { PictureSpec, RoadmapSpecBlock } from "../../src/core/picture-spec.ts";
import { openLog } from "../../src/log.ts";
import { openPictureMaker } from "../../src/pictures/maker.ts";

/**
 * Pictures of each kind, every one different so that none comes from the cache: time of one once warm (aim at most
 * 300 ms), delay of the event loop while 20 are being made (aim under 50 ms at p99), memory over 1,000 (aim: flat).
 */
const onesTimed = 12;
const atOnce = 20;
const many = 1_000;
const warmed = 200;
const mib = 1024 * 1024;
const kinds = { progress, roadmap, skills, formula } satisfies Record<string, (seed: number) => PictureSpec>;

export async function run(): Promise<void> {
  const maker = openPictureMaker({ log: openLog("silent"), workers: 1 });
  const makers = Object.values(kinds);
  let made = 0;
  const drawNext = () => {
    made += 1;
    return maker.draw((makers[made % makers.length] ?? progress)(made));
  };
  try {
    for (const [name, specOf] of Object.entries(kinds)) {
      const first = await timed(() => maker.draw(specOf(made)));
      for (let at = 0; at < 3; at += 1) await maker.draw(specOf(++made));
      const times: number[] = [];
      for (let at = 0; at < onesTimed; at += 1) times.push(await timed(() => maker.draw(specOf(++made))));
      times.sort((a, b) => a - b);
      const kept = await timed(() => maker.draw(specOf(made)));
      console.log(
        `one ${name}: first ${first.toFixed(0)} ms, then median ${times[onesTimed / 2]?.toFixed(0)} ms, ` +
          `slowest ${times.at(-1)?.toFixed(0)} ms (aim at most 300); the same again ${kept.toFixed(1)} ms`,
      );
    }

    const delay = monitorEventLoopDelay({ resolution: 1 });
    const idle = await p99While(delay, () => new Promise((resolve) => setTimeout(resolve, 1_000)));
    const busy = await p99While(delay, () => Promise.all(Array.from({ length: atOnce }, drawNext)));
    console.log(
      `event loop while ${atOnce} are made: p99 ${busy.toFixed(1)} ms (aim under 50), idle ${idle.toFixed(1)} ms`,
    );

    const memory: number[] = [];
    const start = performance.now();
    for (let at = 1; at <= many; at += 1) {
      await drawNext();
      if (at % 100 === 0) memory.push(process.memoryUsage().rss / mib);
    }
    const seconds = (performance.now() - start) / 1_000;
    const [from, to] = [memory[warmed / 100 - 1] ?? 0, memory.at(-1) ?? 0];
    console.log(`memory (MiB) every 100 of ${many}: ${memory.map((one) => one.toFixed(0)).join(" ")}`);
    console.log(`after ${many} / after ${warmed}: ${(to / from).toFixed(2)} (flat is 1), in ${seconds.toFixed(0)} s`);
  } finally {
    await maker.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function p99While(
  delay: ReturnType<typeof monitorEventLoopDelay>,
  work: () => Promise<unknown>,
): Promise<number> {
  delay.reset();
  delay.enable();
  await work();
  delay.disable();
  return delay.percentile(99) / 1e6;
}

/** A year-old learner's page; `seed` makes it differ from all others. */
function progress(seed: number): PictureSpec {
  return {
    kind: "progress",
    due: 14 + seed,
    streakDays: 12,
    freezesLeft: 1,
    retention: { percent: 91, aimPercent: 90, youngPercent: 89, maturePercent: 94 },
    road: { weeks: 32, groupWeek: 10, myWeek: 9, words: "at this pace 52% of the cards seen by 12 May" },
    days: Array.from({ length: 105 }, (_, at) => ({
      day: new Date(Date.UTC(2027, 2, 10) - (104 - at) * 86_400_000).toISOString().slice(0, 10),
      reviews: (at * 7 + seed) % 61,
      mark: at % 34 === 0 ? ("freeze" as const) : null,
    })),
    forecast: Array.from({ length: 14 }, (_, at) => (at * 5 + seed) % 40),
    blocks: Array.from({ length: 10 }, (_, at) => ({
      title: `Block number ${at + 1} of the roadmap`,
      percent: (seed + at * 9) % 100,
      reached: at < 6,
    })),
  };
}

function formula(seed: number): PictureSpec {
  return {
    kind: "formula",
    tex: String.raw`\hat{y}_{${seed}} = \frac{e^{z_i}}{\sum_{j=1}^{${seed}} e^{z_j}} + \lambda \lVert w \rVert^2`,
  };
}

/** The shape of the shipped roadmap: ten blocks in five phases, ten beside it. */
function roadmap(seed: number): PictureSpec {
  const group = 1 + (seed % 32);
  let week = 1;
  const block = (at: number, weeks: number, firstWeek: number): RoadmapSpecBlock => {
    const lastWeek = firstWeek + weeks - 1;
    const state = lastWeek < group ? "done" : firstWeek <= group ? "now" : "ahead";
    return {
      title: `Block number ${at} of the roadmap`,
      firstWeek,
      lastWeek,
      state,
      words: `${state} · ${seed % 100}%`,
    };
  };
  const next = (at: number): RoadmapSpecBlock => {
    const weeks = at < 6 ? 4 : 2;
    week += weeks;
    return block(at, weeks, week - weeks);
  };
  return {
    kind: "roadmap",
    title: "AI/ML engineer",
    lines: [`Group: week ${group} of 32. You: week ${group}.`, `This week: number ${seed}.`],
    ...{ groupWeek: group, myWeek: Math.max(1, group - (seed % 3)) },
    phases: Array.from({ length: 5 }, (_, at) => ({
      title: `Months ${at + 1} · Phase of the roadmap`,
      blocks: [next(2 * at), next(2 * at + 1)],
    })),
    beside: Array.from({ length: 10 }, (_, at) => block(at, 4, 2 + ((at * 5) % 24))),
  };
}

function skills(seed: number): PictureSpec {
  return {
    kind: "skills",
    tiers: [7, 6, 5].map((lines, tier) => ({
      title: `Tier ${tier}`,
      skills: Array.from({ length: lines }, (_, at) => ({
        title: `Skill number ${at} of the checklist (${seed})`,
        evidence: at === 4 ? null : { recalledPercent: (seed + at * 9) % 90, seenPercent: 95 },
        says: ([null, "done", "in-progress", "not-started"] as const)[(seed + at) % 4] ?? null,
      })),
    })),
  };
}
