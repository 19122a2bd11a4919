import { asc, eq } from "drizzle-orm";
import { beforeEach } from "vitest";
import type { AppContext } from "../../src/app/context.ts";
import { text } from "../../src/chat/view.ts";
import type { CohortId, LearnerId, PlaceId, PlatformId, StudyDay, TrackId } from "../../src/core/ids.ts";
import { type OwedDelivery, oweDeliveries } from "../../src/db/deliveries.ts";
import { cohorts, deliveries, identities, learners, places } from "../../src/db/schema/index.ts";
import type { DeliveryKind } from "../../src/delivery/kind.ts";
import { openSender, type SendLimits } from "../../src/delivery/send.ts";
import { useDatabase } from "../support/database.ts";
import { recordingPlatform } from "../support/recording-platform.ts";
import { testContext } from "../support/world.ts";

export const platformId = "playground" as PlatformId;
export const startMs = Date.UTC(2027, 2, 10, 17, 30);

/** Shows the words of its subject, and how often they were wanted anew. */
export const wordsKind: DeliveryKind = {
  name: "words",
  async view(_ctx, delivery) {
    const words = delivery.subject.words;
    if (typeof words !== "string") return null;
    return { parts: [text(`${words} v${delivery.wantedVersion}`)], fallback: words };
  },
};

/** A sender on a recording platform with the places one, two and three, anew for each test. */
export function useSending() {
  const database = useDatabase();
  const made = { ctx: undefined as unknown as ReturnType<typeof testContext>, platform: recordingPlatform() };

  beforeEach(async () => {
    made.ctx = testContext(database.db, { startMs });
    made.platform = recordingPlatform();
    await makePlaces(made.ctx, ["one", "two", "three"]);
  });

  return {
    get ctx() {
      return made.ctx;
    },
    get platform() {
      return made.platform;
    },
    sender: (limits: Partial<SendLimits> = {}, over: AppContext = made.ctx) =>
      openSender({ ctx: over, platform: made.platform, kinds: [wordsKind], limits }),
    owe: (place: string, words: string | null, more: Partial<OwedDelivery> = {}) =>
      oweDeliveries(made.ctx.db, [
        {
          key: `words:${place}:${words}`,
          kind: "words",
          platform: platformId,
          to: { placeId: place as PlaceId },
          subject: words === null ? {} : { words },
          dueAtMs: made.ctx.clock.nowMs(),
          ...more,
        },
      ]),
    rows: () => made.ctx.db.select().from(deliveries).orderBy(asc(deliveries.id)),
    row: async (key: string) => (await made.ctx.db.select().from(deliveries).where(eq(deliveries.key, key)))[0],
  };
}

export async function makeLearner(ctx: AppContext, name: string): Promise<LearnerId> {
  const [learner] = await ctx.db
    .insert(learners)
    .values({ displayName: name, zone: "Europe/Berlin", createdAt: startMs })
    .returning();
  if (!learner) throw new Error("no learner");
  await ctx.db
    .insert(identities)
    .values({ learnerId: learner.id, platform: platformId, userId: name, displayName: name, createdAt: startMs });
  return learner.id;
}

export async function makePlaces(ctx: AppContext, names: readonly string[]): Promise<void> {
  const createdBy = await makeLearner(ctx, `organiser of ${names[0]}`);
  const cohortId = `c-${names[0]}` as CohortId;
  await ctx.db.insert(cohorts).values({
    id: cohortId,
    name: "ML spring",
    track: "ai-ml-engineer" as TrackId,
    firstDay: "2027-01-11" as StudyDay,
    zone: "Europe/Berlin",
    dailyTime: "18:30",
    dailyDays: [1, 2, 3, 4, 5],
    checkInDay: 7,
    createdBy,
    createdAt: startMs,
  });
  await ctx.db.insert(places).values(
    names.map((name) => ({
      id: name as PlaceId,
      cohortId,
      platform: platformId,
      workspace: "home",
      channel: name,
      channelName: name,
      createdAt: startMs,
    })),
  );
}

/** A handle that fails from the moment its process is killed. */
export function mortal(db: AppContext["db"]): { db: AppContext["db"]; kill(): void } {
  let alive = true;
  return {
    kill() {
      alive = false;
    },
    db: new Proxy(db, {
      get(target, name, self) {
        if (!alive) throw new Error("PGlite is closed");
        return Reflect.get(target, name, self);
      },
    }),
  };
}
