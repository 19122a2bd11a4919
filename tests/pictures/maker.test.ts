import { writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { openLog } from "../../src/log.ts";
import { openPictureMaker } from "../../src/pictures/maker.ts";

const maker = openPictureMaker({ log: openLog("silent"), workers: 1 });
afterAll(() => maker.close());

describe("formulas", () => {
  test("are drawn as opaque PNGs at twice their size", async () => {
    const picture = await maker.draw({ kind: "formula", tex: String.raw`p_i = \frac{e^{z_i}}{\sum_j e^{z_j}} \text{ für alle } i` });
    writeFileSync("/tmp/shots/formula.png", picture.png);
    expect([...picture.png.slice(1, 4)].map((byte) => String.fromCharCode(byte)).join("")).toBe("PNG");
    expect(picture.widthPx).toBeGreaterThan(250);
  });
});
