import { inflateSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import type { FormulaSpec, Picture, ProgressSpec } from "../../src/core/picture-spec.ts";
import { openLog } from "../../src/log.ts";
import { openPictureMaker } from "../../src/pictures/maker.ts";

const log = openLog("silent");
const maker = openPictureMaker({ log, workers: 1 });
afterAll(() => maker.close());

const formula = (tex: string): FormulaSpec => ({ kind: "formula", tex });

const progress: ProgressSpec = {
  kind: "progress",
  due: 14,
  streakDays: 12,
  freezesLeft: 1,
  retention: { percent: 91, aimPercent: 90, youngPercent: 89, maturePercent: 94 },
  road: { weeks: 32, groupWeek: 10, myWeek: 9, words: "at this pace 52% of the cards seen by 12 May" },
  days: Array.from({ length: 105 }, (_, back) => ({
    day: new Date(Date.parse("2027-03-10T00:00:00Z") - (104 - back) * 86_400_000).toISOString().slice(0, 10),
    reviews: back % 17 === 0 ? 0 : (back * 7) % 61,
    mark: back % 34 === 0 ? ("freeze" as const) : back % 51 === 0 ? ("paused" as const) : null,
  })),
  forecast: [14, 22, 9, 17, 12, 8, 20, 11, 0, 9, 14, 130, 7, 10],
  blocks: [
    "Python for data science",
    "Mathematics for ML",
    "Supervised learning",
    "Unsupervised learning and feature engineering",
    "Neural network fundamentals",
    "CNNs & RNNs <deep>",
    "Transformer architecture",
    "Generative AI applications",
    "Model deployment",
    "Cloud ML platforms",
  ].map((title, place) => ({ title, percent: [88, 74, 22][place] ?? 0, reached: place < 3 })),
};

describe("formulas", () => {
  test("are opaque, on a light ground, twice as large as shown", async () => {
    const picture = await maker.draw(formula(String.raw`p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}`));
    const pixels = readPng(picture.png);
    expect([pixels.width, pixels.height]).toEqual([picture.widthPx, picture.heightPx]);
    expect(picture.widthPx).toBeGreaterThan(200);
    expect(picture.widthPx).toBeLessThan(500);
    expect(pixels.corner).toEqual([255, 255, 255, 255]);
    expect(pixels.least).toBeLessThan(60);
    expect(pixels.alphas).toEqual([255]);
  });

  test("stay within 900 pixels", async () => {
    const wide = String.raw`\mathbb{E}[y \mid x] = \int y\, p(y \mid x)\, dy \approx \frac{1}{n} \sum_{i=1}^{n} y_i + \lambda \lVert w \rVert_2^2 + \mathcal{L}`;
    const picture = await maker.draw(formula(wide));
    expect(picture.widthPx).toBeLessThanOrEqual(900);
  });

  test.each([
    ["an open brace", String.raw`\frac{1}{2`],
    ["an unknown command", String.raw`\nosuch x`],
    ["nothing", ""],
    ["blanks", "  "],
    ["a line nobody could read", "x".repeat(1_000)],
    ["a command that grows without end", String.raw`\def\x{\x\x}\x`],
  ])("%s is refused", async (_name, tex) => {
    await expect(maker.draw(formula(tex))).rejects.toThrow();
  });

  test("of one do not change the next", async () => {
    await maker.draw(formula(String.raw`\newcommand{\bad}{x} \bad`)).catch(() => undefined);
    await expect(maker.draw(formula(String.raw`\bad`))).rejects.toThrow();
  });
});

describe("progress", () => {
  test("is a portrait, opaque", async () => {
    const picture = await maker.draw(progress);
    expect(picture.widthPx).toBe(1_000);
    expect(picture.heightPx).toBeGreaterThan(1_200);
    expect(readPng(picture.png).alphas).toEqual([255]);
  });

  test("of a first day can be drawn", async () => {
    const empty = {
      ...progress,
      days: [],
      forecast: [],
      blocks: [],
      retention: null,
      road: null,
      due: 0,
      streakDays: 0,
    };
    expect((await maker.draw(empty)).heightPx).toBeLessThan((await maker.draw(progress)).heightPx);
  });
});

describe("the maker", () => {
  test("draws the same spec once, and keeps it", async () => {
    const spec = formula("a^2 + b^2 = c^2");
    const [one, other] = await Promise.all([maker.draw(spec), maker.draw({ ...spec })]);
    expect(other).toBe(one);
    expect(await maker.draw({ ...spec })).toBe(one);
  });

  test("forgets what was used longest ago when the room is gone", async () => {
    const size = (await maker.draw(formula("x_0"))).png.byteLength;
    const small = openPictureMaker({ log, workers: 1, cacheBytes: Math.round(size * 2.5) });
    const [first, second] = [await small.draw(formula("x_1")), await small.draw(formula("x_2"))];
    expect(await small.draw(formula("x_1"))).toBe(first);
    await small.draw(formula("x_3"));
    expect(await small.draw(formula("x_1"))).toBe(first);
    expect(await small.draw(formula("x_2"))).not.toBe(second);
    await small.close();
  });

  test("goes on after a picture that took too long", async () => {
    const hasty = openPictureMaker({ log, workers: 1, drawWithinMs: 0 });
    await hasty.draw(formula("y"));
    const slow = Array.from({ length: 40 }, (_, row) => String.raw`\frac{${row}}{x_{${row}}} \\`).join("");
    await expect(hasty.draw(formula(String.raw`\begin{matrix}${slow}\end{matrix}`))).rejects.toThrow(
      /not drawn within/,
    );
    expect((await hasty.draw(formula("z"))).png.byteLength).toBeGreaterThan(100);
    await hasty.close();
  });

  test("draws again after a rest in which its thread ended", async () => {
    const resting = openPictureMaker({ log, workers: 1, restsForMs: 0, cacheBytes: 0 });
    const first = await resting.draw(formula("v"));
    await new Promise((resolve) => setImmediate(resolve));
    expect((await resting.draw(formula("v"))).png).toEqual(first.png);
    await resting.close();
  });

  test("many at once are all drawn, in bounded memory", async () => {
    const drawn = await Promise.all(
      Array.from({ length: 60 }, (_, number) => maker.draw(formula(String.raw`\sum_{i=1}^{${number}} x_i`))),
    );
    expect(new Set(drawn).size).toBe(60);
  });

  test("closed, it rejects what waits and what comes", async () => {
    const closing = openPictureMaker({ log, workers: 1 });
    const waiting = [closing.draw(formula("p")), closing.draw(formula("q"))].map((one) => one.catch(String));
    await closing.close();
    await closing.close();
    expect(await Promise.all(waiting)).toEqual([expect.stringContaining("closed"), expect.stringContaining("closed")]);
    await expect(closing.draw(formula("r"))).rejects.toThrow(/closed/);
  });
});

/** What a picture's pixels say. Reads 8-bit RGBA without interlacing, which is what is written. */
function readPng(png: Picture["png"]) {
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  expect([bytes[24], bytes[25], bytes[28]]).toEqual([8, 6, 0]);
  const pixels = unfilter(inflateSync(Buffer.concat(parts)), width, height);
  const alphas = new Set<number>();
  let least = 255;
  for (let at = 0; at < pixels.length; at += 4) {
    alphas.add(pixels[at + 3] ?? 0);
    least = Math.min(least, pixels[at] ?? 255);
  }
  return { width, height, corner: [...pixels.subarray(0, 4)], least, alphas: [...alphas] };
}

function unfilter(raw: Buffer, width: number, height: number): Uint8Array {
  const stride = width * 4;
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const left = x >= 4 ? (out[y * stride + x - 4] ?? 0) : 0;
      const up = y > 0 ? (out[(y - 1) * stride + x] ?? 0) : 0;
      const corner = x >= 4 && y > 0 ? (out[(y - 1) * stride + x - 4] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      out[y * stride + x] = ((raw[y * (stride + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
