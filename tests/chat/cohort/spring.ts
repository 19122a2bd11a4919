import { isNull } from "drizzle-orm";
import { memberships } from "../../../src/db/schema/index.ts";
import type { Person, World } from "../../support/world.ts";

/** ML spring, which began on 11 Jan: Chi organises it, Ann is in it. */
export async function openSpring(world: World): Promise<{ chi: Person; ann: Person }> {
  const chi = world.person("Chi", { zone: "Europe/Berlin" });
  await chi.command("cohort create");
  await chi.press("Name and start");
  await chi.submit({ name: "ML spring", "first-day": "11 Jan" });
  await chi.press("Start the group");
  const ann = world.person("Ann", { zone: "Europe/Berlin", mayManage: false });
  await ann.command("cohort join");
  await ann.submit({ board: "named" });
  return { chi, ann };
}

/** Who is in it, with their role. */
export async function rolesOf(world: World): Promise<string[]> {
  const rows = await world.ctx.db.select().from(memberships).where(isNull(memberships.leftAt));
  return rows.map(({ learnerId, role }) => `${learnerId} ${role}`).sort();
}
