import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LearnerId } from "../../../src/core/ids.ts";
import { rankBoard, ranked, wouldRank } from "../../../src/core/scoring/ranking.ts";

const id = (value: number) => value as LearnerId;
const rows = (...points: number[]) => points.map((each, i) => ({ learnerId: id(i + 1), points: each }));
const short = (all: readonly { rank: number; learnerId: LearnerId; points: number }[]) =>
  all.map(({ rank, learnerId, points }) => `${rank}. #${learnerId} ${points}`);

describe("rankBoard", () => {
  test("equal points, equal rank, and the next rank follows", () => {
    expect(short(rankBoard(rows(790, 840, 790, 700), id(4)).top)).toEqual([
      "1. #2 840",
      "2. #1 790",
      "2. #3 790",
      "3. #4 700",
    ]);
  });

  test("the first ten, then the neighbours of whoever looks", () => {
    const board = rankBoard(rows(...Array.from({ length: 14 }, (_, i) => 1_400 - i * 100)), id(13));
    expect(board.top).toHaveLength(10);
    expect(short(board.around)).toEqual(["12. #12 300", "13. #13 200", "14. #14 100"]);
    expect(board.mine?.rank).toBe(13);
  });

  test("neighbours start after the ten, and end with the board", () => {
    const all = rows(...Array.from({ length: 12 }, (_, i) => 1_200 - i * 100));
    expect(short(rankBoard(all, id(11)).around)).toEqual(["11. #11 200", "12. #12 100"]);
    expect(short(rankBoard(all, id(12)).around)).toEqual(["11. #11 200", "12. #12 100"]);
  });

  test("no neighbours for those among the ten, or not on the board", () => {
    const all = rows(...Array.from({ length: 12 }, (_, i) => 1_200 - i * 100));
    expect(rankBoard(all, id(10))).toMatchObject({ around: [], mine: { rank: 10, learnerId: 10 } });
    expect(rankBoard(all, id(99))).toMatchObject({ around: [], mine: null });
    expect(rankBoard(all, null)).toMatchObject({ around: [], mine: null });
    expect(rankBoard([], id(1))).toEqual({ top: [], around: [], mine: null });
  });

  test("what else a row carries stays on it", () => {
    expect(rankBoard([{ learnerId: id(1), points: 5, name: "Ben" }], id(1)).mine?.name).toBe("Ben");
  });
});

test("the rank points would have for somebody hidden", () => {
  expect(wouldRank(rows(840, 790, 790, 365), 350)).toBe(4);
  expect(wouldRank(rows(840, 790, 790, 350), 790)).toBe(2);
  expect(wouldRank([], 10)).toBe(1);
});

test("any board: more points never rank lower, ranks have no gap, and a rank is what wouldRank says", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 }), { maxLength: 40 }), (points) => {
      const all = ranked(rows(...points));
      for (const [i, row] of all.entries()) {
        const before = all[i - 1];
        if (before === undefined) expect(row.rank).toBe(1);
        else expect(row.rank - before.rank).toBe(row.points === before.points ? 0 : 1);
        expect(wouldRank(all, row.points)).toBe(row.rank);
      }
    }),
  );
});
