import { expect, test } from "vitest";
import { spreadPlan } from "../../../src/core/scheduling/load-balance.ts";

test.each([
  [143, 5, [29, 29, 29, 28, 28]],
  [143, 3, [48, 48, 47]],
  [5, 5, [1, 1, 1, 1, 1]],
  [2, 3, [1, 1, 0]],
  [0, 3, [0, 0, 0]],
] as const)("%i cards over %i days", (waiting, days, plan) => {
  expect(spreadPlan(waiting, days)).toEqual(plan);
});
