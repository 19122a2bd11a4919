import type { Picture, PictureSpec } from "../core/picture-spec.ts";
import { drawBars } from "./draw-bars.ts";
import { drawProgress } from "./draw-progress.ts";
import { drawRoadmap } from "./draw-roadmap.ts";
import { drawSkills } from "./draw-skills.ts";
import { rasterise } from "./rasterise.ts";

/** Draws in the thread that calls. @throws Error when the spec cannot be drawn. */
export async function draw(spec: PictureSpec): Promise<Picture> {
  return rasterise(await svgOf(spec));
}

async function svgOf(spec: PictureSpec): Promise<string> {
  switch (spec.kind) {
    case "formula":
      return (await import("./draw-formula.ts")).drawFormula(spec);
    case "progress":
      return drawProgress(spec);
    case "roadmap":
      return drawRoadmap(spec);
    case "bars":
      return drawBars(spec);
    case "skills":
      return drawSkills(spec);
  }
}
