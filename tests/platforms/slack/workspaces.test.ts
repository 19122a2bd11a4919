import { describe, expect, test } from "vitest";
import { cohortPauses, places, slackWorkspaces } from "../../../src/db/schema/index.ts";
import type { SlackConfig } from "../../../src/platforms/slack/config.ts";
import { openTokenBox } from "../../../src/platforms/slack/token-box.ts";
import { useDatabase } from "../../support/database.ts";
import type { SlackServer } from "../../support/slack-server/server.ts";
import { wordsOf } from "../../support/slack-server/state.ts";
import { closeAfterEach, type Opened, openProduct, slackCohort } from "./opened.ts";

const firstKey = Buffer.alloc(32, 1).toString("base64");
const secondKey = Buffer.alloc(32, 2).toString("base64");
const many: SlackConfig = {
  SLACK_BOT_TOKEN: undefined,
  SLACK_CLIENT_ID: "1.2",
  SLACK_CLIENT_SECRET: "client secret",
  ENCRYPTION_KEY: firstKey,
  PUBLIC_URL: "https://study.example.org",
};

/** Goes the way of somebody who installs the app, in their browser. */
async function install({ url, slack }: Pick<Opened, "url" | "slack">, team: string, token: string, installer: string) {
  const begun = await fetch(`${url}/slack/install`, { redirect: "manual" });
  const state = new URL(begun.headers.get("location") ?? "").searchParams.get("state") ?? "";
  const cookie = (begun.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  slack.wire.grants.set("good-code", {
    ok: true,
    access_token: token,
    bot_user_id: `UBOT${team}`,
    team: { id: team, name: `Team ${team}` },
    authed_user: { id: installer },
  });
  return { state, cookie, finish: (s = state, c = cookie) => back(url, s, c) };
}

function back(url: string, state: string, cookie: string): Promise<Response> {
  return fetch(`${url}/slack/oauth_redirect?code=good-code&state=${encodeURIComponent(state)}`, {
    headers: { cookie },
  });
}

describe("many workspaces", () => {
  const database = useDatabase();
  closeAfterEach();

  async function twoTeams(config: SlackConfig = many) {
    const opened = await openProduct(database, "socket", { config });
    const second = opened.slack.addTeam("T2", "xoxb-second");
    const ann = opened.slack.user("Ann");
    const zoe = opened.slack.user("Zoe", { team: second });
    await (await install(opened, "T1", opened.slack.home.token, ann.id)).finish();
    await (await install(opened, "T2", "xoxb-second", zoe.id)).finish();
    return { ...opened, opened, second, ann, zoe };
  }

  test("installing by OAuth stores the token encrypted and greets whoever installed", async () => {
    const { ann, zoe, slack } = await twoTeams();
    const rows = await database.db.select().from(slackWorkspaces);
    expect(rows.map(({ team }) => team).sort()).toEqual(["T1", "T2"]);
    expect(JSON.stringify(rows)).not.toContain("xoxb");
    expect(wordsOf(ann.message!.blocks)).toContain("Hello, I run study groups");
    await zoe.command("/help");
    await slack.until("help in the second workspace", () => wordsOf(zoe.message!.blocks).includes("/study"));
    expect(slack.state.problems).toEqual([]);
  });

  test("a whole organisation is refused in plain words, and nothing of it is kept", async () => {
    const opened = await openProduct(database, "socket", { config: many });
    const { finish } = await install(opened, "T1", "xoxb-of-an-organisation", "UANN");
    // As Slack answers an organisation-wide installation on Enterprise Grid; a team may be named all the same.
    opened.slack.wire.grants.set("good-code", {
      ...{ ok: true, access_token: "xoxb-of-an-organisation", bot_user_id: "UBOTE1", is_enterprise_install: true },
      ...{ team: { id: "T1", name: "Team T1" }, enterprise: { id: "E1", name: "All of us" } },
      authed_user: { id: "UANN" },
    });
    const answer = await finish();
    expect(answer.status).toBe(400);
    const page = await answer.text();
    expect(page).toContain("That was an installation for the whole organisation (All of us).");
    expect(page).toContain("I work in single workspaces: begin again and choose one of them. Nothing was kept.");
    expect(page).toContain('href="/slack/install"');
    expect(await database.db.select().from(slackWorkspaces)).toEqual([]);
  });

  test("a state that is forged, of another browser, or too old installs nothing", async () => {
    const opened = await openProduct(database, "socket", { config: many });
    const { state, cookie, finish } = await install(opened, "T1", opened.slack.home.token, "UANN");
    expect((await finish(`${state}x`)).status).toBe(400);
    expect((await finish(state, "")).status).toBe(400);
    expect((await finish(state, "interleave_slack_install=another")).status).toBe(400);
    opened.ctx.clock.advance(11 * 60_000);
    expect((await finish(state, cookie)).status).toBe(400);
    expect(await database.db.select().from(slackWorkspaces)).toEqual([]);
  });

  test.each([
    ["app_uninstalled", "tokens_revoked"],
    ["tokens_revoked", "app_uninstalled"],
  ])("%s, then %s: that workspace stops, the other does not notice", async (first, then) => {
    const { opened, slack, zoe, second } = await twoTeams();
    await slackCohort(opened);
    opened.ctx.clock.advance(60_000);
    const events: Record<string, object> = {
      app_uninstalled: { type: "app_uninstalled" },
      tokens_revoked: { type: "tokens_revoked", tokens: { bot: ["UBOTT1"], oauth: [] } },
    };
    slack.home.dead = "account_inactive";
    for (const name of [first, then]) await slack.event(slack.home, events[name] as Record<string, unknown>);
    await waitFor(async () => (await database.db.select().from(slackWorkspaces)).length === 1);
    await waitFor(async () => (await database.db.select().from(cohortPauses)).length === 1);
    const [place] = await database.db.select().from(places);
    expect(place?.state).toBe("left");
    const before = zoe.messages.length;
    await zoe.command("/help");
    await slack.until("the other workspace goes on", () => zoe.messages.length > before);
    expect(second.dead).toBeNull();
  });

  test("an uninstall told late, after the app was installed again, takes nothing away", async () => {
    const { opened, slack, ann } = await twoTeams();
    const late = { type: "event_callback", team_id: "T1", api_app_id: "A1", event_id: "EvLate" };
    const event_time = Math.floor(opened.ctx.clock.nowMs() / 1_000) - 3_600;
    await slack.deliver("events_api", { ...late, event_time, event: { type: "app_uninstalled" }, authorizations: [] });
    const before = ann.messages.length;
    await ann.command("/help");
    await slack.until("an answer", () => ann.messages.length > before);
    expect(await database.db.select().from(slackWorkspaces)).toHaveLength(2);
  });

  test("a key is replaced by putting the new one first; then the former one can go", async () => {
    const { ann, slack, opened } = await twoTeams();
    await stopAndOpen(opened, slack, `${secondKey},${firstKey}`);
    const rows = await database.db.select().from(slackWorkspaces);
    expect(rows.every(({ token }) => !openTokenBox(secondKey).isOld(token))).toBe(true);
    expect(openTokenBox(secondKey).open("T1", rows.find(({ team }) => team === "T1")?.token ?? "")).toBe(
      slack.home.token,
    );
    expect(() => openTokenBox(firstKey).open("T1", rows[0]?.token ?? "")).toThrow("ENCRYPTION_KEY");
    expect(ann.messages.length).toBeGreaterThan(0);
  });

  async function stopAndOpen(opened: Opened, slack: SlackServer, keys: string): Promise<void> {
    await opened.platform.stop();
    const again = await openProduct(database, "socket", { slack, config: { ...many, ENCRYPTION_KEY: keys } });
    expect(again.platform.id).toBe("slack");
  }
});

test("a token moved to another workspace's row, or changed by one bit, does not open", () => {
  const box = openTokenBox(firstKey);
  const sealed = box.seal("T1", "xoxb-1");
  expect(box.open("T1", sealed)).toBe("xoxb-1");
  expect(() => box.open("T2", sealed)).toThrow();
  expect(() => box.open("T1", `${sealed.slice(0, -2)}${sealed.endsWith("AA") ? "BB" : "AA"}`)).toThrow();
  expect(box.seal("T1", "xoxb-1")).not.toBe(sealed);
});

/** For what is only in the database. */
async function waitFor(look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await look()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("it did not happen");
}
