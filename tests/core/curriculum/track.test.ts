import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { blockOfWeek, blockWeekToRoadmapWeek, Track, weekOf } from "../../../src/core/curriculum/track.ts";

const track = Track.parse(parse(readFileSync("content/ai-ml-engineer/track.yaml", "utf8")));
const weeks = Array.from({ length: 32 }, (_, index) => index + 1);

describe("the shipped roadmap", () => {
  test("has all of its parts", () => {
    expect(track.phases).toHaveLength(5);
    expect(track.blocks.map(({ weeks }) => weeks)).toEqual([4, 4, 4, 4, 4, 4, 2, 2, 2, 2]);
    const tiers = track.skills.map(({ tier }) => tier);
    expect(["must", "good", "nice"].map((tier) => tiers.filter((one) => one === tier).length)).toEqual([7, 6, 5]);
    const topics = track.linkedQuestions.map(({ topic }) => topic);
    for (const topic of ["Python", "PyTorch", "TensorFlow", "Hugging Face"]) {
      expect(topics.filter((one) => one === topic)).toHaveLength(12);
    }
    expect(track.designPrompts).toHaveLength(5);
    expect(track.projects).toHaveLength(9);
    expect(track.salaries.rows).toHaveLength(4);
    expect(track.nextSteps).toHaveLength(5);
    expect(track.resources).toHaveLength(9);
  });

  test("fills each of its 32 weeks", () => {
    for (const week of weeks) {
      const held = weekOf(track, week);
      expect(held?.week).toBe(week);
      expect(held?.topics.length).toBeGreaterThan(0);
      expect(held?.plan.practice.length).toBeGreaterThan(0);
      expect(held?.plan.resources.length).toBeGreaterThan(0);
    }
    expect(weeks.flatMap((week) => weekOf(track, week)?.questions ?? [])).toHaveLength(48);
    expect(weeks.flatMap((week) => weekOf(track, week)?.opens ?? [])).toHaveLength(10);
  });
});

test("a week belongs to its block and phase", () => {
  expect(weekOf(track, 1)).toMatchObject({ block: { id: "python-data-science" }, plan: { week: 1 } });
  expect(weekOf(track, 24)).toMatchObject({
    block: { id: "cnn-rnn" },
    plan: { week: 4 },
    phase: { title: "Deep learning" },
  });
  expect(weekOf(track, 25)).toMatchObject({ block: { id: "transformers" }, plan: { week: 1 } });
  expect(weekOf(track, 32)).toMatchObject({ block: { id: "cloud-mlops" }, plan: { week: 2 } });
  expect(blockOfWeek(track, 5)?.id).toBe("math");
  for (const outside of [0, 33, 1.5, Number.NaN]) expect(weekOf(track, outside)).toBeUndefined();
});

test("a block's weeks become roadmap weeks", () => {
  expect(blockWeekToRoadmapWeek(track, "python-data-science", 1)).toBe(1);
  expect(blockWeekToRoadmapWeek(track, "math", 1)).toBe(5);
  expect(blockWeekToRoadmapWeek(track, "cloud-mlops", 2)).toBe(32);
  expect(blockWeekToRoadmapWeek(track, "sql", 1)).toBe(3);
  expect(blockWeekToRoadmapWeek(track, "system-design", 18)).toBe(32);
  expect(blockWeekToRoadmapWeek(track, "system-design", 22)).toBe(32);
  expect(() => blockWeekToRoadmapWeek(track, "cooking", 1)).toThrow("no block cooking");
});
