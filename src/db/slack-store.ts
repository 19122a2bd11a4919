import { and, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "./database.ts";
import { slackEvents, slackScreens, slackWorkspaces } from "./schema/slack.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Keeps what `platforms/slack/store.ts` asks for. */
export function openSlackStore(db: Database) {
  let forgetAfterMs = 0;

  async function forgetOld(nowMs: number): Promise<void> {
    if (nowMs < forgetAfterMs) return;
    forgetAfterMs = nowMs + 60 * minuteMs;
    await db.delete(slackEvents).where(lt(slackEvents.at, nowMs - dayMs));
  }

  return {
    async workspaces() {
      return db.select().from(slackWorkspaces);
    },
    async workspace(team: string) {
      const [row] = await db.select().from(slackWorkspaces).where(eq(slackWorkspaces.team, team));
      return row ?? null;
    },
    async keepWorkspace(workspace: typeof slackWorkspaces.$inferSelect) {
      const { team: _team, ...rest } = workspace;
      await db
        .insert(slackWorkspaces)
        .values(workspace)
        .onConflictDoUpdate({ target: slackWorkspaces.team, set: rest });
    },
    async replaceToken(team: string, former: string, token: string) {
      await db
        .update(slackWorkspaces)
        .set({ token })
        .where(and(eq(slackWorkspaces.team, team), eq(slackWorkspaces.token, former)));
    },
    async dropWorkspace(team: string, installedBeforeMs: number) {
      await db
        .delete(slackWorkspaces)
        .where(and(eq(slackWorkspaces.team, team), lt(slackWorkspaces.installedAt, installedBeforeMs)));
    },

    async beginEvent(key: string, nowMs: number) {
      await forgetOld(nowMs);
      const begun = await db
        .insert(slackEvents)
        .values({ key, at: nowMs })
        .onConflictDoUpdate({
          target: slackEvents.key,
          set: { at: nowMs },
          setWhere: and(isNull(slackEvents.doneAt), lt(slackEvents.at, nowMs - minuteMs)),
        })
        .returning({ key: slackEvents.key });
      return begun.length > 0;
    },
    async endEvent(key: string, nowMs: number) {
      await db.update(slackEvents).set({ doneAt: nowMs }).where(eq(slackEvents.key, key));
    },
    async releaseEvent(key: string) {
      await db.delete(slackEvents).where(eq(slackEvents.key, key));
    },

    async screen(team: string, userId: string) {
      const [row] = await db.select().from(slackScreens).where(isOf(team, userId));
      return row ?? null;
    },
    async keepScreen(team: string, userId: string, screen: { session: string; channel: string; ts: string }) {
      await db
        .insert(slackScreens)
        .values({ team, userId, ...screen })
        .onConflictDoUpdate({ target: [slackScreens.team, slackScreens.userId], set: screen });
    },
    async dropScreen(team: string, userId: string, ts: string) {
      await db.delete(slackScreens).where(and(isOf(team, userId), eq(slackScreens.ts, ts)));
    },
  };
}

function isOf(team: string, userId: string) {
  return and(eq(slackScreens.team, team), eq(slackScreens.userId, userId));
}
