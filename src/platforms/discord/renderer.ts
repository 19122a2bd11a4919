import type { View } from "../../chat/view.ts";
import type { PictureMaker } from "../../core/picture-spec.ts";
import type { Log } from "../../log.ts";
import { type Rendered, renderView } from "./render/message.ts";
import { drawPictures } from "./render/pictures.ts";

export interface Renderer {
  /** Never rejects: what cannot be drawn is left out, its text stands. */
  view(view: View, mark?: number): Promise<Rendered>;
}

export function openRenderer(parts: { pictures: PictureMaker; log: Log }): Renderer {
  return {
    async view(view, mark) {
      return renderView(view, await drawPictures(view, parts), mark);
    },
  };
}
