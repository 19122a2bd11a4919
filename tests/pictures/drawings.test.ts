import { describe, expect, test } from "vitest";
import type { BarsSpec, PictureSpec, ProgressSpec, RoadmapSpec, SkillsSpec } from "../../src/core/picture-spec.ts";
import { drawBars } from "../../src/pictures/draw-bars.ts";
import { drawProgress } from "../../src/pictures/draw-progress.ts";
import { drawRoadmap } from "../../src/pictures/draw-roadmap.ts";
import { drawSkills } from "../../src/pictures/draw-skills.ts";
import { letters, measure } from "../../src/pictures/svg.ts";
import { allExamples } from "../contracts/examples/all.ts";

/** The pictures of the example screens, as a person would get them. */
const shown = allExamples.flatMap((example) =>
  "view" in example
    ? example.view.parts.flatMap((part) => (part.kind === "picture" ? [{ name: example.name, spec: part.spec }] : []))
    : [],
);

function svgOf(spec: Exclude<PictureSpec, { kind: "formula" }>): string {
  switch (spec.kind) {
    case "progress":
      return drawProgress(spec);
    case "roadmap":
      return drawRoadmap(spec);
    case "skills":
      return drawSkills(spec);
    case "bars":
      return drawBars(spec);
  }
}

function specsOf<Kind extends PictureSpec["kind"]>(kind: Kind): Extract<PictureSpec, { kind: Kind }>[] {
  return shown.flatMap(({ spec }) => (spec.kind === kind ? [spec as Extract<PictureSpec, { kind: Kind }>] : []));
}

interface Lettered {
  readonly words: string;
  readonly size: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

function textsOf(svg: string): Lettered[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = "", raw = ""]) => {
    const of = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1];
    const words = raw.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    const size = Number(of("font-size") ?? letters);
    const wide = measure(words, { size, bold: of("font-weight") === "bold" });
    const x = Number(of("x"));
    const left = of("text-anchor") === "end" ? x - wide : of("text-anchor") === "middle" ? x - wide / 2 : x;
    return { words, size, left, right: left + wide, y: Number(of("y")) };
  });
}

const drawn = [...specsOf("progress"), ...specsOf("roadmap"), ...specsOf("skills"), ...specsOf("bars")];

describe.each(drawn.map((spec, at) => [`${spec.kind} ${at + 1}`, spec] as const))("the picture %s", (_, spec) => {
  const svg = svgOf(spec);
  const texts = textsOf(svg);
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)?.map(Number) ?? [];

  test("has no letters too small for a phone and none past its edges", () => {
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter(({ size }) => size < 28)).toEqual([]);
    expect(texts.filter(({ left, right, y }) => left < 30 || right > (width ?? 0) - 30 || y > (height ?? 0))).toEqual(
      [],
    );
  });

  test("has no words upon words", () => {
    const upon = texts.flatMap((one, at) =>
      texts
        .slice(at + 1)
        .filter((other) => Math.abs(one.y - other.y) < 20 && one.left < other.right - 1 && other.left < one.right - 1)
        .map((other) => `${one.words} / ${other.words}`),
    );
    expect(upon).toEqual([]);
  });

  test("is opaque from its first pixel on", () => {
    expect(svg).toContain(`<rect width="${width}" height="${height}" fill="#fdfcfa"/>`);
  });
});

describe("what pictures show", () => {
  const wordsOf = (svg: string) => textsOf(svg).map(({ words }) => words);
  const [roadmap] = specsOf("roadmap") as [RoadmapSpec];
  const [skills] = specsOf("skills") as [SkillsSpec];
  const [progress] = specsOf("progress") as [ProgressSpec];

  test("the roadmap has all 32 weeks and every block, on it and beside it", () => {
    const words = wordsOf(drawRoadmap(roadmap));
    for (let week = 1; week <= 32; week += 1) expect(words).toContain(String(week));
    const joined = words.join(" ");
    for (const block of [...roadmap.phases.flatMap((phase) => phase.blocks), ...roadmap.beside]) {
      expect(joined).toContain(block.title);
    }
    expect(words).toContain("group and you");
    expect(wordsOf(drawRoadmap({ ...roadmap, myWeek: 7 }))).toEqual(expect.arrayContaining(["group", "you"]));
    expect(wordsOf(drawRoadmap({ ...roadmap, groupWeek: null, myWeek: 3 }))).not.toContain("group");
    expect(wordsOf(drawRoadmap({ ...roadmap, groupWeek: null, myWeek: null }))).not.toContain("you");
  });

  test("the roadmap draws without blocks, too", () => {
    expect(drawRoadmap({ ...roadmap, phases: [], beside: [] })).toContain("<svg");
  });

  test("the skills have each line, and say where there are no cards", () => {
    const words = wordsOf(drawSkills(skills)).join(" ");
    for (const { skills: lines } of skills.tiers) for (const { title } of lines) expect(words).toContain(title);
    expect(words).toContain("your word only");
  });

  test("bars have a row each, and a mark where something was expected", () => {
    const [forecast, calibration] = specsOf("bars") as [BarsSpec, BarsSpec];
    for (const spec of [forecast, calibration]) {
      const words = wordsOf(drawBars(spec));
      for (const row of spec.rows) expect(words).toEqual(expect.arrayContaining([row.label, row.words]));
    }
    const marks = (spec: BarsSpec) => drawBars(spec).split('width="8"').length - 1;
    expect([marks(forecast), marks(calibration)]).toEqual([0, calibration.rows.length]);
    expect(drawBars({ ...forecast, rows: [] })).toContain("<svg");
  });

  test("progress has freezes, both kinds of retention and the road", () => {
    const words = wordsOf(drawProgress(progress));
    expect(words).toEqual(expect.arrayContaining(["1 freeze left", "young 89%, old 94%", "Roadmap"]));
    expect(words).toContain("at this pace 52% of the cards seen by 12 May");
    expect(wordsOf(drawProgress({ ...progress, freezesLeft: null }))).toContain("on a break");
    expect(wordsOf(drawProgress({ ...progress, road: null }))).not.toContain("Roadmap");
  });
});
