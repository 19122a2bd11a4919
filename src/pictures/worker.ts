import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort } from "node:worker_threads";
import type { Picture, PictureSpec } from "../core/picture-spec.ts";
import { drawFormula } from "./draw-formula.ts";
import { drawProgress } from "./draw-progress.ts";
import { rasterise } from "./rasterise.ts";

export type DrawAnswer =
  | { readonly kind: "drawn"; readonly picture: Picture }
  | { readonly kind: "refused"; readonly reason: string };

// What the rasteriser holds is invisible to V8, which therefore sees no reason to let go of it.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const collectEvery = 10;
let drawn = 0;

function svgOf(spec: PictureSpec): Promise<string> {
  switch (spec.kind) {
    case "formula":
      return drawFormula(spec);
    case "progress":
      return Promise.resolve(drawProgress(spec));
  }
}

async function draw(spec: PictureSpec): Promise<DrawAnswer> {
  try {
    return { kind: "drawn", picture: await rasterise(await svgOf(spec)) };
  } catch (error) {
    return { kind: "refused", reason: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", async (spec: PictureSpec) => {
  const answer = await draw(spec);
  parentPort?.postMessage(answer);
  drawn += 1;
  if (drawn % collectEvery === 0) collect();
});
