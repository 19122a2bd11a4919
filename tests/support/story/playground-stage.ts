import { openPlaygroundStore } from "../../../src/db/playground-store.ts";
import { openServer } from "../../../src/http/server.ts";
import { openPlayground } from "../../../src/platforms/playground/index.ts";
import type { Answer, Message, Person, Snapshot } from "../../../src/platforms/playground/page/protocol.ts";
import type { StoredContent } from "../../../src/platforms/playground/store.ts";
import { onePixel } from "../../platforms/discord/opened.ts";
import { openEvents } from "../../platforms/playground/opened.ts";
import { buildPage } from "../build-page.ts";
import type { Hand, OpenForm, PersonWish, SeenMessage, Shown, StandIn, StandInParts, StoryPlatform } from "./hand.ts";
import { readPlaygroundForm, readPlaygroundView } from "./playground-screen.ts";
import { openReading } from "./screen.ts";

const channel = "ml-daily";

/** The playground behind its real web server; people are its page, without the drawing. */
export const playgroundStage: StoryPlatform = {
  name: "playground",
  async open({ ctx }: StandInParts): Promise<StandIn> {
    buildPage();
    const platform = openPlayground({
      config: {},
      store: openPlaygroundStore<StoredContent>(ctx.db),
      pictures: onePixel,
      clock: null,
      log: ctx.log,
      newId: ctx.random.id,
      nowMs: ctx.clock.nowMs,
    });
    const server = await openServer({ host: "127.0.0.1", port: 0, routes: platform.routes ?? [], log: ctx.log });
    let keys = 0;

    async function post<Body>(name: string, body: object): Promise<Body> {
      const response = await fetch(`${server.url}/playground/api/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: server.url },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Body;
    }

    /** What the person's page shows when it opens. */
    async function pageOf(person: string): Promise<Snapshot> {
      const events = await openEvents(server.url, person);
      try {
        return (await events.next()).data as Snapshot;
      } finally {
        await events.close();
      }
    }

    const seen = (message: Message): SeenMessage => ({ native: message, screen: screenOf(message) });

    async function handOf(name: string, { zone = "Europe/Berlin" }: PersonWish): Promise<Hand> {
      const there = (await pageOf("robin")).people.find((one) => one.name === name);
      const person = there ?? (await post<Person>("person", { name, zone }));
      if (there) await (await openEvents(`${server.url}`, `${there.id}&zone=${encodeURIComponent(zone)}`)).close();
      const base = (conversation: string) => ({ as: person.id, conversation, key: `story-${++keys}` });

      async function shown(answer: Answer, conversation: string, message: string | null): Promise<Shown> {
        switch (answer.kind) {
          case "form": {
            const form: OpenForm = {
              ...readPlaygroundForm(answer.form),
              native: { action: answer.form.action, conversation, message },
            };
            return { kind: "form", form };
          }
          case "reject":
            return { kind: "refused", reasons: Object.values(answer.reasons).join("\n") };
          case "done": {
            const found = (await pageOf(person.id)).messages.find((one) => one.id === answer.message);
            return found ? { kind: "screen", message: seen(found) } : { kind: "nothing" };
          }
        }
      }

      return {
        userId: person.id,
        async command(words, options, where) {
          const conversation = where === "channel" ? channel : `@${person.id}`;
          const given = Object.entries(options).map(([option, value]) => ` ${option}: ${value}`);
          const text = `/${words}${given.join("")}`;
          return shown(await post("command", { ...base(conversation), text }), conversation, null);
        },
        async press(on, action, values) {
          const { id, conversation } = on.native as Message;
          const body = { ...base(conversation), message: id, action, values: values ?? [] };
          return shown(await post("press", body), conversation, id);
        },
        async submit(form, values) {
          const { action, conversation, message } = form.native as {
            action: string;
            conversation: string;
            message: string | null;
          };
          return shown(await post("submit", { ...base(conversation), message, action, values }), conversation, message);
        },
        async directMessages() {
          const { messages } = await pageOf(person.id);
          return messages.filter((one) => one.conversation === `@${person.id}`).map(seen);
        },
      };
    }

    const posted = async () =>
      (await pageOf("robin")).messages.filter((one) => one.conversation === channel && !one.onlyYou);

    return {
      platform,
      place: { workspace: "playground", channel },
      person: handOf,
      posts: async () => (await posted()).filter(({ thread }) => thread === null).map(seen),
      thread: async (under) =>
        (await posted()).filter(({ thread }) => thread === (under.native as Message).id).map(seen),
      faults: () => [],
      start: (conversation) => platform.start(conversation),
      async stop() {
        await platform.stop();
        await server.close();
      },
    };
  },
};

function screenOf({ content }: Message) {
  if (content.kind === "view") return readPlaygroundView(content.view);
  const reading = openReading();
  reading.line(content.text);
  return reading.done();
}
