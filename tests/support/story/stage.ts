import { afterEach, beforeEach, expect, vi } from "vitest";
import { publishCards } from "../../../src/app/content/publish-cards.ts";
import { openConversation } from "../../../src/chat/dispatch.ts";
import type { Conversation } from "../../../src/chat/platform.ts";
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

/** `describe.each(stages)("a newcomer on $name", (platform) => …)` */
export const stages: readonly StoryPlatform[] = [playgroundStage, discordStage, slackStage];

/** The product on one platform, over a real database, with a clock that is moved. */
export interface Story {
  readonly database: TestDatabase;
  readonly ctx: ReturnType<typeof testContext>;
  readonly standIn: StandIn;
  /** Somebody at their screen; the same name is the same person. */
  person(name: string, wish?: PersonWish): Promise<StoryPerson>;
  readonly channel: StoryChannel;
  /** Passes by every due moment in order, as the product would have lived it: `2027-03-10T09:00`, in Berlin. */
  moveTo(localTime: string, zone?: string): Promise<void>;
}

export interface StoryChannel {
  /** Posts as they read now, oldest first. */
  posts(): Promise<readonly SeenMessage[]>;
  /** The newest post that says this. */
  post(words: RegExp): Promise<SeenMessage>;
  /** What the newest post says. */
  text(): Promise<string>;
  thread(under: SeenMessage): Promise<readonly SeenMessage[]>;
}

export interface StoryWish {
  /** Moment in Berlin; Mon 8 Mar 2027, 09:00 unless told. */
  readonly start?: string;
  readonly cards?: readonly PublishedCard[];
}

/** Each act takes a person some seconds, as it does. */
const actMs = 4_000;

export function useStory(platform: StoryPlatform, wish: StoryWish = {}): Story {
  const database = useDatabase();
  let current: Awaited<ReturnType<typeof open>> | undefined;
  const get = () => {
    if (!current) throw new Error("the story begins with each test");
    return current;
  };

  async function open() {
    const startMs = momentOf(wish.start ?? "2027-03-08T09:00", "Europe/Berlin");
    const ctx = testContext(database.db, { startMs, tracks: [storyTrack()], seed: platform.name });
    await publishCards(ctx, storyTrack().id as TrackId, wish.cards ?? storyCards());
    const replies = new Map<string, string>();
    const heard = {
      reply: (userId: string) => replies.get(userId) ?? null,
      forget: (userId: string) => void replies.delete(userId),
    };
    const people = new Map<string, StoryPerson>();
    let isOwed = false;

    const standIn = await platform.open({ ctx, heard });
    const conversation = openConversation({
      ctx,
      platform: standIn.platform,
      wake: () => {
        isOwed = true;
      },
    });
    const listened: Conversation = {
      ...conversation,
      async deliver(event) {
        const reply = await conversation.deliver(event);
        replies.set(event.actor.userId, reply.kind);
        return reply;
      },
    };
    const deliveries: Deliveries = startDeliveries({
      ctx,
      platforms: [standIn.platform],
      log: ctx.log,
      timers: "by-hand",
    });
    await standIn.start(listened);

    /** What was said to be owed goes out at once, as it does in the product. */
    async function settle(): Promise<void> {
      if (!isOwed) return;
      isOwed = false;
      await deliveries.tick();
    }
    return {
      ctx,
      standIn,
      deliveries,
      async person(name: string, more: PersonWish = {}) {
        const known = people.get(name);
        if (known) return known;
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
        await standIn.stop();
      },
      faults: () => [
        ...standIn.faults(),
        ...ctx.log.lines
          .filter(({ level }) => level === "error")
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

  const channel: StoryChannel = {
    posts: () => get().standIn.posts(),
    async post(words) {
      const posts = await get().standIn.posts();
      const found = posts.findLast(({ screen }) => words.test(screen.text));
      if (!found)
        throw new Error(`no post says ${words}; there are:\n${posts.map((one) => one.screen.text).join("\n---\n")}`);
      return found;
    },
    text: async () => (await get().standIn.posts()).at(-1)?.screen.text ?? "",
    thread: (under) => get().standIn.thread(under),
  };

  return {
    database,
    channel,
    get ctx() {
      return get().ctx;
    },
    get standIn() {
      return get().standIn;
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
