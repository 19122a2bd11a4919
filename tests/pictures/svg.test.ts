import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { describe, expect, test } from "vitest";
import { apart } from "../../src/pictures/apart.ts";
import { fitted, measure, picture, wrap, write } from "../../src/pictures/svg.ts";

const fonts = join(import.meta.dirname, "../../node_modules/dejavu-fonts-ttf/ttf");

/** As the rasteriser sees it. */
function drawnWidth(words: string, bold: boolean): number {
  const image = new Resvg(picture(60, [write(10, 40, words, { bold })]).replace(/<rect[^>]*>/, ""), {
    font: {
      loadSystemFonts: false,
      fontFiles: [join(fonts, "DejaVuSans.ttf"), join(fonts, "DejaVuSans-Bold.ttf")],
      defaultFontFamily: "DejaVu Sans",
    },
  });
  return image.getBBox()?.width ?? 0;
}

describe("how wide words are", () => {
  test.each(["Unsupervised learning and feature engineering", "done · 81%", "WWWWWW", "Months 1-2", "illicit"])(
    "%s is as wide as it is drawn",
    (words) => {
      for (const bold of [false, true]) {
        const drawn = drawnWidth(words, bold);
        // The box ends where the ink does, the advance a little later.
        expect(measure(words, { bold })).toBeGreaterThanOrEqual(drawn - 1);
        expect(measure(words, { bold })).toBeLessThan(drawn * 1.06 + 22);
      }
    },
  );

  test("lines keep to their width, whatever the words", () => {
    const title = "Data preprocessing and feature engineering of Donaudampfschifffahrtsgesellschaften";
    for (const wide of [100, 240, 468]) {
      const lines = wrap(title, wide, 2);
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(wide);
    }
    expect(wrap(title, 5_000, 2)).toEqual([title]);
    expect(wrap(title, 240, 2).at(-1)).toMatch(/…$/);
    expect(wrap("Advanced NLP", 240, 2)).toEqual(["Advanced NLP"]);
    expect(wrap("", 240, 2)).toEqual([]);
    expect(fitted("short", 500)).toBe("short");
  });
});

describe("things in a column", () => {
  test("stay where they are wanted while there is room", () => {
    expect(
      apart(
        [
          { wanted: 10, tall: 20 },
          { wanted: 50, tall: 20 },
        ],
        { from: 0, gap: 5 },
      ),
    ).toEqual([10, 50]);
  });

  test("share the shift where they would overlap, and never leave the room upwards", () => {
    const things = [100, 100, 100, 400].map((wanted) => ({ wanted, tall: 40 }));
    expect(apart(things, { from: 0, gap: 10 })).toEqual([50, 100, 150, 400]);
    expect(apart(things, { from: 80, gap: 10 })).toEqual([80, 130, 180, 400]);
  });
});
