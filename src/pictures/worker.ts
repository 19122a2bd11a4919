import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort } from "node:worker_threads";
import type { Picture, PictureSpec } from "../core/picture-spec.ts";
import { draw } from "./draw.ts";

export type DrawAnswer =
  | { readonly kind: "drawn"; readonly picture: Picture }
  | { readonly kind: "refused"; readonly reason: string };

// What the rasteriser holds is invisible to V8, which therefore sees no reason to let go of it.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const collectEvery = 10;
let drawn = 0;

async function answerTo(spec: PictureSpec): Promise<DrawAnswer> {
  try {
    return { kind: "drawn", picture: await draw(spec) };
  } catch (error) {
    return { kind: "refused", reason: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", async (spec: PictureSpec) => {
  const answer = await answerTo(spec);
  parentPort?.postMessage(answer);
  drawn += 1;
  if (drawn % collectEvery === 0) collect();
});
