import { beforeEach, describe, expect, test } from "vitest";
import { checkInRounds } from "../../../src/db/schema/index.ts";
import { dayMs, useWorld } from "../../support/world.ts";
import { nextSundayMs, openGroup, startMs, sundayMs, topicTrack } from "./group.ts";

/** Tue 23 Mar 2027, 18:30 in Berlin. */
const tuesdayMs = sundayMs + 2 * dayMs;

describe("the day of the check-in", () => {
  const world = useWorld({ startMs, tracks: [topicTrack()] });
  let group: Awaited<ReturnType<typeof openGroup>>;

  beforeEach(async () => {
    group = await openGroup(world, ["Ann"]);
  });

  const move = async (day: string) => {
    await group.chi.command("cohort settings");
    await group.chi.press("Where and when");
    await group.chi.submit({ "check-in-day": day });
  };
  const rounds = async () => (await world.ctx.db.select().from(checkInRounds)).map(({ date }) => date).sort();

  test("moved to a later day of the same week, the week has its one check-in all the same", async () => {
    await move("2");
    await group.at(tuesdayMs - 7 * dayMs);
    await group.at(tuesdayMs);
    expect(await rounds()).toEqual(["2027-03-16", "2027-03-23"]);
    await move("5");
    await group.at(tuesdayMs + 3 * dayMs);
    expect(await rounds()).toEqual(["2027-03-16", "2027-03-23"]);
    await group.at(tuesdayMs + 10 * dayMs);
    expect(await rounds()).toEqual(["2027-03-16", "2027-03-23", "2027-04-02"]);
  });

  test("moved there and back within the week, it stays one", async () => {
    await group.at(sundayMs);
    await move("3");
    await move("7");
    await move("1");
    await group.at(sundayMs + dayMs);
    await move("4");
    await group.at(sundayMs + 4 * dayMs);
    expect(await rounds()).toEqual(["2027-03-21", "2027-03-22"]);
  });

  test("moved to an earlier day that is still to come, it comes on that day and once", async () => {
    await group.at(sundayMs);
    await move("6");
    await group.at(sundayMs + 6 * dayMs);
    await group.at(nextSundayMs);
    expect(await rounds()).toEqual(["2027-03-21", "2027-03-27"]);
  });

  test("the post of the week before says that it has closed, once the next is out", async () => {
    await group.at(sundayMs);
    expect(group.weekly()[0]).toContain("Open until Sun 28 Mar 18:30 Berlin.");
    await group.at(nextSundayMs);
    await group.settle();
    expect(group.weekly()).toHaveLength(2);
    expect(group.weekly()[0]).not.toContain("Open until");
    expect(group.weekly()[0]).toContain("0 of 2 have checked in.");
    expect(group.weekly()[1]).toContain("Open until Sun 4 Apr 18:30 Berlin.");
  });
});
