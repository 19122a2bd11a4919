import { afterEach } from "vitest";
import { openConversation } from "../../../src/chat/dispatch.ts";
import type { Platform } from "../../../src/chat/platform.ts";
import type { CohortId, PlaceId } from "../../../src/core/ids.ts";
import type { PictureMaker } from "../../../src/core/picture-spec.ts";
import { places } from "../../../src/db/schema/index.ts";
import { openSlackStore } from "../../../src/db/slack-store.ts";
import { type Deliveries, startDeliveries } from "../../../src/delivery/start.ts";
import { openServer } from "../../../src/http/server.ts";
import { openSlack, type SlackConfig, slackId } from "../../../src/platforms/slack/index.ts";
import { makeCohort, smallTrack } from "../../support/daily-cohort.ts";
import type { TestDatabase } from "../../support/database.ts";
import { openSlackServer, type SlackServer } from "../../support/slack-server/server.ts";
import { testContext } from "../../support/world.ts";

const running: (() => Promise<void>)[] = [];

/** Ends what a test opened. Call once in a test file. */
export function closeAfterEach(): void {
  afterEach(async () => {
    for (const stop of running.splice(0).reverse()) await stop();
  });
}

export function endAfterTest(stop: () => Promise<void>): void {
  running.push(stop);
}

export type Mode = "socket" | "http";

export interface Opened {
  readonly slack: SlackServer;
  readonly ctx: ReturnType<typeof testContext>;
  readonly platform: Platform;
  readonly deliveries: Deliveries;
  readonly url: string;
  /** Stops the product and starts it again on the same database and the same Slack. */
  restart(): Promise<void>;
}

export const onePixel: PictureMaker = {
  draw: async () => ({ png: new Uint8Array([137, 80, 78, 71]), widthPx: 2, heightPx: 2 }),
};

/** The product with Slack as its only platform, against the stand-in. */
export async function openProduct(
  database: TestDatabase,
  mode: Mode,
  options: { config?: SlackConfig; pictures?: PictureMaker; slack?: SlackServer; reconnectMs?: number } = {},
): Promise<Opened> {
  const ctx = testContext(database.db, { tracks: [smallTrack()] });
  const slack = options.slack ?? (await openSlackServer({ nowMs: ctx.clock.nowMs }));
  if (!options.slack) running.push(() => slack.close());

  async function start() {
    const platform = await openSlack({
      config: { ...settings(slack, mode), ...options.config },
      store: openSlackStore(database.db),
      pictures: options.pictures ?? onePixel,
      log: ctx.log,
      nowMs: ctx.clock.nowMs,
      ...(options.reconnectMs === undefined ? {} : { reconnectMs: options.reconnectMs }),
    });
    const server = await openServer({ host: "127.0.0.1", port: 0, routes: platform.routes ?? [], log: ctx.log });
    const deliveries = startDeliveries({ ctx, platforms: [platform], log: ctx.log, timers: "by-hand" });
    if (mode === "http") slack.sendTo(`${server.url}/slack/events`);
    await platform.start(openConversation({ ctx, platform, wake: () => undefined }));
    const stop = async () => {
      await platform.stop();
      await deliveries.stop();
      await server.close();
    };
    return { platform, deliveries, url: server.url, stop };
  }

  let current = await start();
  running.push(() => current.stop());
  return {
    slack,
    ctx,
    get platform() {
      return current.platform;
    },
    get deliveries() {
      return current.deliveries;
    },
    get url() {
      return current.url;
    },
    async restart() {
      await current.stop();
      current = await start();
    },
  };
}

export function settings(slack: SlackServer, mode: Mode): SlackConfig {
  return {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.home.token,
    ...(mode === "socket" ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
  };
}

/** A cohort that lives in the workspace's #ml-daily. */
export async function slackCohort({ ctx, slack }: Pick<Opened, "ctx" | "slack">): Promise<CohortId> {
  const cohortId = await makeCohort(ctx);
  await ctx.db.delete(places);
  await ctx.db.insert(places).values({
    id: "slack-place" as PlaceId,
    cohortId,
    platform: slackId,
    workspace: slack.home.id,
    channel: `C${slack.home.id}1`,
    channelName: "ml-daily",
    createdAt: ctx.clock.nowMs(),
  });
  return cohortId;
}
