import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { renderAsync } from "@resvg/resvg-js";
import type { Picture } from "../core/picture-spec.ts";

const fonts = join(dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json")), "ttf");

/** Draws the SVG at the size it says. Only fonts that come with us are used, so that it looks the same everywhere. */
export async function rasterise(svg: string): Promise<Picture> {
  const image = await renderAsync(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: [join(fonts, "DejaVuSans.ttf"), join(fonts, "DejaVuSans-Bold.ttf")],
      defaultFontFamily: "DejaVu Sans",
      serifFamily: "DejaVu Sans",
      sansSerifFamily: "DejaVu Sans",
      monospaceFamily: "DejaVu Sans",
    },
  });
  // A copy in memory of our own: the native buffer goes with the image.
  return { png: new Uint8Array(image.asPng()), widthPx: image.width, heightPx: image.height };
}
