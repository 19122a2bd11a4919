import { afterEach, beforeEach, expect, inject, vi } from "vitest";
import { publishCards } from "../../../src/app/content/publish-cards.ts";
import { openConversation } from "../../../src/chat/dispatch.ts";
import type { PublishedCard } from "../../../src/core/curriculum/published-card.ts";
import type { TrackId } from "../../../src/core/ids.ts";
import { type Deliveries, startDeliveries } from "../../../src/delivery/start.ts";
import { walkClock } from "../../../src/delivery/walk-clock.ts";
import { type TestDatabase, useDatabase } from "../database.ts";
import { testContext } from "../world.ts";
import { discordStage } from "./discord-stage.ts";
import type { PersonWish, SeenMessage, StandIn, StoryPlatform } from "./hand.ts";
import { openPerson, type StoryPerson } from "./person.ts";
import { playgroundStage } from "./playground-stage.ts";
import { slackStage } from "./slack-stage.ts";
import { storyCards, storyTrack } from "./story-track.ts";

// A story is long, and three are told in a file.
vi.setConfig({ testTimeout: 120_000 });

/**
 * `describe.each(stages)("a newcomer on $name", (platform) => …)`. On Postgres all three; on PGlite, where a story takes
 * several times as long, the playground's: what a platform makes of a view does not depend on the database.
 */
export const stages: readonly StoryPlatform[] =
  inject("database") === "postgres" ? [playgroundStage, discordStage, slackStage] : [playgroundStage];

/** The product on one platform, or several, over a real database, with a clock that is moved. */
export interface Story {
  readonly database: TestDatabase;
  readonly ctx: ReturnType<typeof testContext>;
  /** Somebody at their screen; the same name is the same person. `on`: where several platforms are. */
  person(name: string, wish?: PersonWish & { readonly on?: StoryPlatform["name"] }): Promise<StoryPerson>;
  /** `#ml-daily`; where several platforms are, that of the first. */
  readonly channel: StoryChannel;
  channelOn(platform: StoryPlatform["name"]): StoryChannel;
  /** Passes by every due moment in order, as the product would have lived it: `2027-03-10T09:00`, in Berlin. */
  moveTo(localTime: string, zone?: string): Promise<void>;
}

export interface StoryChannel {
  /** Posts as they read now, oldest first. */
  posts(): Promise<readonly SeenMessage[]>;
  /** The newest post that says this. */
  post(words: RegExp): Promise<SeenMessage>;
  thread(under: SeenMessage): Promise<readonly SeenMessage[]>;
}

export interface StoryWish {
  /** Moment in Berlin; Mon 8 Mar 2027, 09:00 unless told. */
  readonly start?: string;
  readonly cards?: readonly PublishedCard[];
}

/** Each act takes a person some seconds, as it does. */
const actMs = 4_000;

export function useStory(where: StoryPlatform | readonly StoryPlatform[], wish: StoryWish = {}): Story {
  const platforms = "open" in where ? [where] : where;
  const database = useDatabase();
  let current: Awaited<ReturnType<typeof open>> | undefined;
  const get = () => {
    if (!current) throw new Error("the story begins with each test");
    return current;
  };

  async function open() {
    const startMs = momentOf(wish.start ?? "2027-03-08T09:00", "Europe/Berlin");
    const ctx = testContext(database.db, {
      startMs,
      tracks: [storyTrack()],
      seed: platforms.map(({ name }) => name).join(),
    });
    await publishCards(ctx, storyTrack().id as TrackId, wish.cards ?? storyCards());
    const replies = new Map<string, string>();
    const heard = {
      reply: (userId: string) => replies.get(userId) ?? null,
      forget: (userId: string) => void replies.delete(userId),
    };
    const people = new Map<string, StoryPerson>();
    let isOwed = false;

    const standIns = new Map<string, StandIn>();
    for (const { name, open: openStandIn } of platforms) standIns.set(name, await openStandIn({ ctx, heard }));
    const deliveries: Deliveries = startDeliveries({
      ctx,
      platforms: [...standIns.values()].map(({ platform }) => platform),
      log: ctx.log,
      timers: "by-hand",
    });
    for (const standIn of standIns.values()) {
      const conversation = openConversation({
        ctx,
        platform: standIn.platform,
        wake: () => {
          isOwed = true;
        },
      });
      await standIn.start({
        ...conversation,
        async deliver(event) {
          const reply = await conversation.deliver(event);
          replies.set(event.actor.userId, reply.kind);
          return reply;
        },
      });
    }
    const on = (name: string | undefined = platforms[0]?.name) => {
      const found = standIns.get(name ?? "");
      if (!found) throw new Error(`the story is not told on ${name}`);
      return found;
    };

    /** What was said to be owed goes out at once, as it does in the product. */
    async function settle(): Promise<void> {
      if (!isOwed) return;
      isOwed = false;
      await deliveries.tick();
    }
    return {
      ctx,
      on,
      async person(name: string, more: Parameters<Story["person"]>[1] = {}) {
        const known = people.get(name);
        if (known) return known;
        const standIn = on(more.on);
        const hand = await standIn.person(name, more);
        const made = openPerson(name, hand, standIn, {
          before: () => ctx.clock.advance(actMs),
          after: settle,
        });
        people.set(name, made);
        return made;
      },
      async moveTo(localTime: string, zone = "Europe/Berlin") {
        const clock = { nowMs: ctx.clock.nowMs, advanceTo: async (ms: number) => ctx.clock.moveTo(ms) };
        const toMs = momentOf(localTime, zone);
        if (toMs < ctx.clock.nowMs()) throw new Error(`${localTime} is over`);
        await walkClock(clock, deliveries, toMs);
      },
      async stop() {
        await deliveries.stop();
        for (const standIn of standIns.values()) await standIn.stop();
      },
      faults: () => [
        ...[...standIns.values()].flatMap((standIn) => standIn.faults()),
        ...ctx.log.lines
          // A busy machine may lose a socket; it is regained, and whatever was lost by it shows in the story.
          .filter(({ level, message }) => level === "error" && !message.startsWith("WebSocket error"))
          .map(({ message, fields }) => `${message} ${JSON.stringify(fields)}`),
      ],
    };
  }

  beforeEach(async () => {
    current = await open();
  });
  afterEach(async () => {
    const ending = current;
    current = undefined;
    await ending?.stop();
    // No story may break a rule of its platform, or make the product log an error.
    expect(ending?.faults()).toEqual([]);
  });

  const channelOn = (name?: string): StoryChannel => ({
    posts: () => get().on(name).posts(),
    async post(words) {
      const posts = await get().on(name).posts();
      const found = posts.findLast(({ screen }) => words.test(screen.text));
      if (!found)
        throw new Error(`no post says ${words}; there are:\n${posts.map((one) => one.screen.text).join("\n---\n")}`);
      return found;
    },
    thread: (under) => get().on(name).thread(under),
  });

  return {
    database,
    channel: channelOn(),
    channelOn,
    get ctx() {
      return get().ctx;
    },
    person: (name, more) => get().person(name, more),
    moveTo: (localTime, zone) => get().moveTo(localTime, zone),
  };
}

/** `2027-03-10T18:30` on the wall clocks of a zone. */
export function momentOf(localTime: string, zone: string): number {
  const asUtc = Date.parse(`${localTime}:00Z`);
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  // The offset there at a moment close by; once more, in case it lies on the other side of a clock change.
  let at = asUtc;
  for (let tries = 0; tries < 2; tries++) at = asUtc - (Date.parse(`${format.format(at).replace(" ", "T")}Z`) - at);
  return at;
}
