import { expect, test } from "vitest";
import { isLeech } from "../../../src/core/scheduling/leech.ts";

test("a card is a leech at 8 lapses, then at every fourth", () => {
  const told = Array.from({ length: 21 }, (_, lapses) => lapses).filter(isLeech);
  expect(told).toEqual([8, 12, 16, 20]);
});
