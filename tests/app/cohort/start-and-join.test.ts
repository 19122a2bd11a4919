import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { type DraftPlace, discardDraft, newDraft, readDraft, saveDraft } from "../../../src/app/cohort/draft.ts";
import { joinCohort } from "../../../src/app/cohort/join-cohort.ts";
import { considerLeaving, leaveCohort } from "../../../src/app/cohort/leave-cohort.ts";
import { cohortHere, cohortsOf, whichCohort } from "../../../src/app/cohort/my-cohorts.ts";
import { openCohorts } from "../../../src/app/cohort/open-cohorts.ts";
import { startCohort } from "../../../src/app/cohort/start-cohort.ts";
import type { Reader } from "../../../src/app/people/reader.ts";
import { joinableCohorts } from "../../../src/app/study/joinable.ts";
import type { CohortId, PlatformId } from "../../../src/core/ids.ts";
import { cohortDrafts, cohorts, deliveries, learners, memberships, places } from "../../../src/db/schema/index.ts";
import { smallTrack } from "../../support/daily-cohort.ts";
import { useDatabase } from "../../support/database.ts";
import { readerOf } from "../../support/study-cards.ts";
import { dayMs, testContext } from "../../support/world.ts";

const platform = "playground" as PlatformId;
const daily: DraftPlace = { platform, workspace: "home", channel: "c1", channelName: "ml-daily" };

describe("starting, joining and leaving, as use cases", () => {
  const database = useDatabase();
  let ctx: ReturnType<typeof testContext>;
  let chi: Reader;

  beforeEach(async () => {
    ctx = testContext(database.db, { tracks: [smallTrack()] });
    chi = await readerOf(ctx, "Chi");
  });

  async function started(place = daily): Promise<CohortId> {
    const draft = await newDraft(ctx, chi, place);
    const outcome = await startCohort(ctx, chi.learner.id, draft.id);
    if (outcome.kind !== "started") throw new Error(`got ${outcome.kind}`);
    return outcome.cohort.id;
  }
  const wish = (cohortId: CohortId) => ({ cohortId, zone: null, board: "named" as const, reminderTime: null });

  test("a draft lasts seven days, and one of another shape is none", async () => {
    const draft = await newDraft(ctx, chi, daily);
    ctx.clock.advance(7 * dayMs - 1);
    expect((await readDraft(ctx, chi.learner.id))?.id).toBe(draft.id);
    ctx.clock.advance(2);
    expect(await readDraft(ctx, chi.learner.id)).toBeNull();
    await saveDraft(ctx, chi.learner.id, draft);
    await ctx.db.update(cohortDrafts).set({ draft: { ...draft, paceWeeks: 31 } });
    expect(await readDraft(ctx, chi.learner.id)).toBeNull();
  });

  test("discarding an old draft leaves a newer one alone", async () => {
    const old = await newDraft(ctx, chi, daily);
    const fresh = await newDraft(ctx, chi, daily);
    await discardDraft(ctx, chi.learner.id, old.id);
    expect((await readDraft(ctx, chi.learner.id))?.id).toBe(fresh.id);
  });

  test("the first day is a Monday, and today if today is one", async () => {
    const days: string[] = [];
    for (let day = 0; day < 7; day += 1) {
      days.push((await newDraft(ctx, chi, daily)).firstDay);
      ctx.clock.advance(dayMs);
    }
    // From Wed 10 Mar to Tue 16 Mar.
    expect(days).toEqual([...Array.from({ length: 6 }, () => "2027-03-15"), "2027-03-22"]);
  });

  test("a draft without a name or a channel does not start", async () => {
    const draft = await newDraft(ctx, chi, null);
    expect((await startCohort(ctx, chi.learner.id, draft.id)).kind).toBe("incomplete");
    expect(await ctx.db.select().from(cohorts)).toEqual([]);
  });

  test("ten starts at once make one group with one invitation", async () => {
    const draft = await newDraft(ctx, chi, daily);
    const kinds = await Promise.all(
      Array.from({ length: 10 }, async () => (await startCohort(ctx, chi.learner.id, draft.id)).kind),
    );
    expect(kinds.filter((kind) => kind === "started")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "already")).toHaveLength(9);
    expect(await ctx.db.select().from(places)).toHaveLength(1);
    expect(await ctx.db.select().from(deliveries)).toHaveLength(1);
  });

  test("nobody starts another's draft, and a foreign id tells nothing", async () => {
    const draft = await newDraft(ctx, chi, daily);
    const eda = await readerOf(ctx, "Eda");
    expect((await startCohort(ctx, eda.learner.id, draft.id)).kind).toBe("no-draft");
    await startCohort(ctx, chi.learner.id, draft.id);
    expect((await startCohort(ctx, eda.learner.id, draft.id)).kind).toBe("no-draft");
  });

  test("ten joins at once are one membership", async () => {
    const id = await started();
    const ann = await readerOf(ctx, "Ann");
    const kinds = await Promise.all(
      Array.from({ length: 10 }, async () => (await joinCohort(ctx, ann, wish(id))).kind),
    );
    expect(kinds.filter((kind) => kind === "joined")).toHaveLength(1);
    const mine = await ctx.db.select().from(memberships).where(eq(memberships.learnerId, ann.learner.id));
    expect(mine).toMatchObject([{ role: "member", board: "named", leftAt: null }]);
  });

  test("a zone once chosen is not overwritten by joining, one never said is the group's", async () => {
    const id = await started();
    const zoneOf = async (reader: Reader) =>
      (await ctx.db.select().from(learners).where(eq(learners.id, reader.learner.id)))[0];
    const ann = await readerOf(ctx, "Ann");
    await ctx.db
      .update(learners)
      .set({ zone: "Asia/Tokyo", zoneFrom: "chosen" })
      .where(eq(learners.id, ann.learner.id));
    await joinCohort(ctx, ann, wish(id));
    expect(await zoneOf(ann)).toMatchObject({ zone: "Asia/Tokyo", zoneFrom: "chosen" });
    const ben = await readerOf(ctx, "Ben");
    await ctx.db.update(learners).set({ zone: "UTC", zoneFrom: "default" }).where(eq(learners.id, ben.learner.id));
    await joinCohort(ctx, ben, wish(id));
    expect(await zoneOf(ben)).toMatchObject({ zone: "Europe/Berlin", zoneFrom: "cohort" });
  });

  test("nobody joins a group that has ended or never was", async () => {
    const id = await started();
    await leaveCohort(ctx, chi.learner.id, id);
    const ann = await readerOf(ctx, "Ann");
    expect((await joinCohort(ctx, ann, wish(id))).kind).toBe("ended");
    expect((await joinCohort(ctx, ann, wish("nonsense" as CohortId))).kind).toBe("unknown");
  });

  test("of two last organisers who leave at once, one stays", async () => {
    const id = await started();
    const [ann, ben] = [await readerOf(ctx, "Ann"), await readerOf(ctx, "Ben")];
    for (const reader of [ann, ben]) await joinCohort(ctx, reader, wish(id));
    await ctx.db.update(memberships).set({ role: "organiser" }).where(eq(memberships.learnerId, ann.learner.id));
    const kinds = await Promise.all(
      [chi, ann].map(async ({ learner }) => (await leaveCohort(ctx, learner.id, id)).kind),
    );
    expect(kinds.sort()).toEqual(["last-organiser", "left"]);
    expect((await considerLeaving(ctx, ben.learner.id, id)).kind).toBe("may-leave");
  });

  test("which group is meant: this channel's, else the only one, else they say", async () => {
    const ml = await started();
    const rust = await started({ ...daily, channel: "c2", channelName: "rust" });
    const { learner } = await readerOf(ctx, "Ann");
    const at = (channel: string) => ({ platform, workspace: "home", channel });
    const which = async (channel: string | null) => {
      const found = await whichCohort(ctx, learner.id, channel ? at(channel) : null);
      return found.kind === "one" ? [found.cohort.id, found.membership !== null] : found.kind;
    };
    expect(await which(null)).toBe("none");
    expect(await which("c1")).toEqual([ml, false]);
    const ann = await readerOf(ctx, "Ann");
    await joinCohort(ctx, ann, wish(ml));
    expect(await which(null)).toEqual([ml, true]);
    expect(await which("c2")).toEqual([rust, false]);
    await joinCohort(ctx, ann, wish(rust));
    expect(await which(null)).toBe("several");
    expect(await which("c2")).toEqual([rust, true]);
    expect((await cohortHere(ctx, at("c1")))?.id).toBe(ml);
    expect(await cohortHere(ctx, at("c3"))).toBeNull();
    expect((await cohortsOf(ctx, learner.id)).map(({ cohort }) => cohort.id)).toEqual([ml, rust]);
  });

  test("open groups are those of the same workspace one is not in", async () => {
    const id = await started();
    const ann = await readerOf(ctx, "Ann");
    const open = async (workspace: string) =>
      (await openCohorts(ctx, ann.learner.id, { platform, workspace })).map((cohort) => cohort.id);
    expect(await open("home")).toEqual([id]);
    expect(await open("elsewhere")).toEqual([]);
    const at = { platform, workspace: "home" };
    expect((await joinableCohorts(ctx, ann.learner.id, at)).map(({ cohortId }) => cohortId)).toEqual([id]);
    expect(await joinableCohorts(ctx, ann.learner.id, null)).toEqual([]);
    await joinCohort(ctx, ann, wish(id));
    expect(await open("home")).toEqual([]);
    expect(await joinableCohorts(ctx, ann.learner.id, at)).toEqual([]);
  });
});
