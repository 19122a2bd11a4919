import { describe, expect, test } from "vitest";
import { openRush } from "../../../src/platforms/discord/rush.ts";

/** Something that goes on until the test ends it. */
function task() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end: () => end(), run: () => ended };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("a rush", () => {
  test("begins above the limit and ends below it", () => {
    const rush = openRush({ above: 2, slots: 2, slotsWhileTelling: 1 });
    rush.began();
    rush.began();
    expect(rush.isOn()).toBe(false);
    rush.began();
    expect(rush.isOn()).toBe(true);
    rush.done();
    expect(rush.isOn()).toBe(false);
  });

  test("ends everybody's patience, which otherwise lasts", async () => {
    const rush = openRush({ above: 1, slots: 2, slotsWhileTelling: 1 });
    rush.began();
    const { over } = rush.patience(3_600_000);
    rush.began();
    await over;
    const short = rush.patience(1);
    await short.over;
  });

  test("works on few at a time, and on fewer while many are to be told; all get their turn", async () => {
    const rush = openRush({ above: 1, slots: 3, slotsWhileTelling: 1 });
    const tellings = [task(), task()];
    const told = tellings.map(({ run }) => rush.telling(run));
    const begun: number[] = [];
    const tasks = Array.from({ length: 6 }, task);
    const worked = tasks.map(({ run }, at) =>
      rush.inTurn(() => {
        begun.push(at);
        return run();
      }),
    );
    await settle();
    expect(begun).toEqual([0]);
    for (const { end } of tellings) end();
    await Promise.all(told);
    await settle();
    expect(begun).toEqual([0, 1, 2]);
    tasks[1]?.end();
    await settle();
    expect(begun).toEqual([0, 1, 2, 3]);
    for (const { end } of tasks) end();
    await Promise.all(worked);
    expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("a telling or a work that fails holds nobody up", async () => {
    const rush = openRush({ above: 1, slots: 1, slotsWhileTelling: 0 });
    const fail = () => Promise.reject(new Error("lost"));
    await expect(rush.telling(fail)).rejects.toThrow("lost");
    await expect(rush.inTurn(fail)).rejects.toThrow("lost");
    await rush.inTurn(async () => undefined);
  });
});
