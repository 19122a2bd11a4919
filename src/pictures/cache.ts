import type { Picture } from "../core/picture-spec.ts";

export interface PictureCache {
  get(key: string): Picture | undefined;
  set(key: string, picture: Picture): void;
}

/** Keeps the pictures used last, up to `mostBytes` in all. One that is larger is not kept. */
export function openPictureCache(mostBytes: number): PictureCache {
  const kept = new Map<string, Picture>();
  let bytes = 0;

  function remove(key: string): void {
    bytes -= kept.get(key)?.png.byteLength ?? 0;
    kept.delete(key);
  }

  return {
    get(key) {
      const picture = kept.get(key);
      if (picture) {
        // The order of a Map is that of insertion: the front is what was used longest ago.
        kept.delete(key);
        kept.set(key, picture);
      }
      return picture;
    },
    set(key, picture) {
      remove(key);
      if (picture.png.byteLength > mostBytes) return;
      kept.set(key, picture);
      bytes += picture.png.byteLength;
      for (const oldest of kept.keys()) {
        if (bytes <= mostBytes) break;
        remove(oldest);
      }
    },
  };
}
