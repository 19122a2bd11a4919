import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { PlatformId } from "../../src/core/ids.ts";
import { identities, learners } from "../../src/db/schema/index.ts";
import { useDatabase } from "../support/database.ts";

describe("the database handle", () => {
  const database = useDatabase();

  test("reads and writes instants as epoch milliseconds", async () => {
    const createdAt = Date.UTC(2027, 2, 10, 17, 30, 0, 123);
    const [made] = await database.db
      .insert(learners)
      .values({ displayName: "Ann", zone: "Europe/Berlin", createdAt })
      .returning();
    expect(made?.createdAt).toBe(createdAt);
    const [found] = await database.db.select().from(learners).where(eq(learners.createdAt, createdAt));
    expect(found?.displayName).toBe("Ann");
    expect(found?.quietDays).toEqual([]);
  });

  test("keeps one identity an account", async () => {
    const [learner] = await database.db
      .insert(learners)
      .values({ displayName: "Ben", zone: "UTC", createdAt: 0 })
      .returning();
    const account = {
      learnerId: learner!.id,
      platform: "playground" as PlatformId,
      userId: "ben",
      displayName: "Ben",
      createdAt: 0,
    };
    await database.db.insert(identities).values(account);
    await expect(database.db.insert(identities).values(account)).rejects.toThrow();
  });
});
