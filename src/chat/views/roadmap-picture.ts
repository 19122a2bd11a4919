import type { Roadmap, RoadmapBlock } from "../../app/roadmap/read-roadmap.ts";
import type { RoadmapSpec, RoadmapSpecBlock } from "../../core/picture-spec.ts";
import { roadmapTexts as texts } from "../texts/roadmap.ts";
import type { PicturePart } from "../view.ts";
import { cut, shortDay } from "../wording.ts";

/** The whole path as a picture; the lines below it say the same. */
export function roadmapPicture(roadmap: Roadmap): PicturePart {
  return { kind: "picture", name: "roadmap", spec: roadmapSpec(roadmap), alt: altText(roadmap), text: null };
}

/** Where the group and the reader are, and what comes next. */
export function whereLines({ groupWeek, myWeek, present, next }: Roadmap): string[] {
  return [
    texts.where(groupWeek, myWeek),
    ...(present ? [texts.present(present.title)] : []),
    ...(next
      ? [texts.next(next.week, next.title, next.startsOn && shortDay(next.startsOn), next.opens.join(" and "))]
      : []),
  ];
}

export function roadmapSpec(roadmap: Roadmap): RoadmapSpec {
  return {
    kind: "roadmap",
    title: roadmap.title,
    lines: whereLines(roadmap),
    groupWeek: roadmap.groupWeek,
    myWeek: roadmap.myWeek,
    phases: roadmap.phases.map(({ months, title, blocks }) => ({
      title: texts.phase(months, title),
      blocks: blocks.map(specBlock),
    })),
    beside: roadmap.beside.map(specBlock),
  };
}

function specBlock(block: RoadmapBlock): RoadmapSpecBlock {
  const { title, firstWeek, lastWeek, state, recalledPercent } = block;
  const words = state === "ahead" ? aheadWords(block) : texts.picture[state](recalledPercent);
  return { title, firstWeek, lastWeek, state, words };
}

function aheadWords({ opened, startsOn }: RoadmapBlock): string {
  if (opened) return texts.opened;
  return startsOn === null ? "" : texts.from(shortDay(startsOn));
}

function altText(roadmap: Roadmap): string {
  const blocks = roadmap.phases.flatMap((phase) => phase.blocks);
  const sentences = (["done", "now", "ahead"] as const).flatMap((state) => {
    const of = blocks.filter((block) => block.state === state);
    return of.length === 0 ? [] : [`${texts.alt[state]}: ${of.map(roadBlockWords).join(", ")}.`];
  });
  const beside =
    roadmap.beside.length === 0 ? [] : [`${texts.alt.beside}: ${roadmap.beside.map(besideWords).join(", ")}.`];
  return cut([texts.alt.heading(roadmap.title), ...whereLines(roadmap), ...sentences, ...beside].join(" "), 1_000);
}

function roadBlockWords(block: RoadmapBlock): string {
  const more = block.state === "ahead" ? aheadWords(block) : `${block.recalledPercent}%`;
  return texts.alt.block(block.title, weeksOf(block), more);
}

function besideWords(block: RoadmapBlock): string {
  return texts.alt.block(block.title, weeksOf(block), block.state === "ahead" ? "" : `${block.recalledPercent}%`);
}

function weeksOf({ firstWeek, lastWeek }: RoadmapBlock): string {
  return firstWeek === lastWeek ? String(firstWeek) : `${firstWeek}–${lastWeek}`;
}
