import type { PicturePart, View } from "../../../chat/view.ts";
import type { PictureMaker } from "../../../core/picture-spec.ts";
import type { Log } from "../../../log.ts";

/** PNG bytes by part; what could not be drawn is absent, and its text stands instead. */
export type DrawnPictures = ReadonlyMap<PicturePart, Uint8Array>;

/** Draws what a view shows. Never rejects. */
export async function drawPictures(view: View, parts: { pictures: PictureMaker; log: Log }): Promise<DrawnPictures> {
  const drawn = new Map<PicturePart, Uint8Array>();
  const wanted = view.parts.filter((part): part is PicturePart => part.kind === "picture");
  await Promise.all(
    wanted.map(async (part) => {
      try {
        drawn.set(part, (await parts.pictures.draw(part.spec)).png);
      } catch (error) {
        parts.log.warn({ picture: part.spec.kind, error: String(error) }, "a picture could not be drawn");
      }
    }),
  );
  return drawn;
}
