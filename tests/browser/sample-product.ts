import { randomBytes } from "node:crypto";
import type { InboundEvent } from "../../src/chat/event.ts";
import type { Platform } from "../../src/chat/platform.ts";
import { openEmbedded } from "../../src/db/open-embedded.ts";
import { openPlaygroundStore } from "../../src/db/playground-store.ts";
import { openServer } from "../../src/http/server.ts";
import { openLog } from "../../src/log.ts";
import { openPictureMaker } from "../../src/pictures/maker.ts";
import { openPlayground } from "../../src/platforms/playground/index.ts";
import { buildPage } from "../support/build-page.ts";
import { openSampleConversation } from "./sample-conversation.ts";

/** Wed 10 Mar 2027, 18:05 in Berlin. */
export const sampleNowMs = Date.parse("2027-03-10T17:05:00Z");

export interface SampleProduct {
  readonly url: string;
  readonly port: number;
  readonly playground: Platform;
  /** Every event the conversation got. */
  readonly heard: InboundEvent[];
  /** While set, nothing is answered before it resolves. */
  hold: ((event: InboundEvent) => Promise<void>) | undefined;
  close(): Promise<void>;
}

/** The playground on a real server and database, with a sample conversation behind it. */
export async function openSampleProduct(options: {
  dataDir: string;
  port?: number;
  token?: string;
}): Promise<SampleProduct> {
  buildPage();
  const log = openLog("silent");
  const database = await openEmbedded(options.dataDir);
  await database.migrate();
  const pictures = openPictureMaker({ log, workers: 1 });
  const beganMs = Date.now();
  let offsetMs = 0;
  const nowMs = () => sampleNowMs + (Date.now() - beganMs) + offsetMs;
  const playground = openPlayground({
    config: options.token === undefined ? {} : { PLAYGROUND_TOKEN: options.token },
    store: openPlaygroundStore(database.db),
    pictures,
    clock: {
      nowMs,
      async moveTo(toMs) {
        offsetMs += toMs - nowMs();
      },
    },
    log,
    newId: () => randomBytes(8).toString("base64url").slice(0, 10),
    nowMs,
  });
  const server = await openServer({ host: "127.0.0.1", port: options.port ?? 0, routes: playground.routes ?? [], log });
  const product: SampleProduct = {
    url: server.url,
    port: server.port,
    playground,
    heard: [],
    hold: undefined,
    async close() {
      await playground.stop();
      await server.close();
      await pictures.close();
      await database.close();
    },
  };
  await playground.start(
    openSampleConversation({ heard: product.heard, hold: async (event) => product.hold?.(event) }),
  );
  return product;
}
