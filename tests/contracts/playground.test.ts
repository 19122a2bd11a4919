import { openPlaygroundStore } from "../../src/db/playground-store.ts";
import { openServer } from "../../src/http/server.ts";
import { openPlayground } from "../../src/platforms/playground/index.ts";
import type {
  Answer,
  Message,
  ShownForm,
  ShownPart,
  ShownSpan,
  ShownView,
} from "../../src/platforms/playground/page/protocol.ts";
import { onePixel } from "../platforms/discord/opened.ts";
import { openEvents } from "../platforms/playground/opened.ts";
import { useDatabase } from "../support/database.ts";
import { recordingLog } from "../support/world.ts";
import { describePlatform, type Seen } from "./platform-contract.ts";

const database = useDatabase();
const me = "ann";
const here = { as: me, conversation: "ml-daily" };

/** Ann's page, as far as it is HTTP: what she sees comes from the stream, what she does goes by POST. */
describePlatform("the playground", async (conversation) => {
  const log = recordingLog();
  let ids = 0;
  const platform = openPlayground({
    config: {},
    store: openPlaygroundStore(database.db),
    pictures: onePixel,
    clock: null,
    log,
    newId: () => {
      ids += 1;
      return `id${ids}`;
    },
    nowMs: () => Date.UTC(2027, 2, 10, 17, 0),
  });
  const server = await openServer({ host: "127.0.0.1", port: 0, routes: platform.routes ?? [], log });
  await platform.start(conversation);
  const page = await openEvents(server.url, me);
  const violations: string[] = [];
  let screen: Message | undefined;
  let form: ShownForm | undefined;
  let keys = 0;

  async function messages(): Promise<readonly Message[]> {
    const stream = await openEvents(server.url, me);
    const first = await stream.next();
    await stream.close();
    return (first.data as { messages: readonly Message[] }).messages.filter((one) => one.conversation === "ml-daily");
  }

  async function act(name: string, body: object): Promise<Seen> {
    keys += 1;
    const response = await fetch(`${server.url}/playground/api/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: server.url },
      body: JSON.stringify({ ...here, key: String(keys), ...body }),
    });
    if (!response.ok) {
      violations.push(`${name}: ${response.status} ${await response.text()}`);
      return { kind: "nothing", text: "", private: true, message: null };
    }
    const answer = (await response.json()) as Answer;
    if (answer.kind === "form") {
      form = answer.form;
      return { kind: "form", text: form.fields.map(({ label }) => label).join("\n"), private: true, message: null };
    }
    const id = answer.kind === "done" ? answer.message : null;
    if (id === null) return { kind: "nothing", text: "", private: true, message: null };
    let shown = await page.message();
    while (shown.id !== id) shown = await page.message();
    screen = shown;
    return { kind: "message", text: words(shown), private: shown.onlyYou, message: id };
  }

  const posts = async () => (await messages()).filter(({ onlyYou }) => !onlyYou);
  return {
    platform,
    place: { workspace: "playground", channel: "ml-daily" },
    refusedPlace: { workspace: "playground", channel: "nowhere" },
    posts: async () => (await posts()).map(words),
    command: () => act("command", { text: "/study" }),
    async press(label, on) {
      const target = on === "post" ? (await posts()).at(-1) : screen;
      if (!target) throw new Error("nothing to press on");
      return act("press", { message: target.id, action: actionOf(target, label), values: [] });
    },
    submit: (values) => act("submit", { message: screen?.id ?? null, action: form?.action, values }),
    violations: () => [
      ...violations,
      ...log.lines.filter(({ level }) => level === "error").map((line) => line.message),
    ],
    // Nothing here notifies anybody: the page has words, links and people's names, and no such thing as a mention.
    pinged: () => false,
    async stop() {
      await page.close();
      await platform.stop();
      await server.close();
    },
  };
});

function actionOf({ content }: Message, label: string): string {
  for (const part of content.kind === "view" ? content.view.parts : []) {
    const found = part.kind === "buttons" && part.buttons.find((one) => one.label === label);
    if (found && "action" in found.press) return found.press.action;
  }
  throw new Error(`no button ${label}`);
}

/** What stands in a message, apart from its buttons and fields to pick from. */
function words({ content }: Message): string {
  return content.kind === "words" ? content.text : viewWords(content.view);
}

function viewWords({ title, parts }: ShownView): string {
  return [...(title ? [title] : []), ...parts.map(partWords)].filter(Boolean).join("\n");
}

function partWords(part: ShownPart): string {
  switch (part.kind) {
    case "text":
    case "note":
      return part.spans.map(spanWords).join("");
    case "heading":
    case "quote":
      return part.text;
    case "fields":
      return part.fields.map(({ label, value }) => `${label}: ${value.map(spanWords).join("")}`).join("\n");
    case "list":
      return part.items.map((item) => item.map(spanWords).join("")).join("\n");
    case "code":
      return part.source;
    case "meter":
      return `${part.label} ${part.value}/${part.max}`;
    default:
      return "";
  }
}

function spanWords(span: ShownSpan): string {
  return "text" in span ? span.text : "words" in span ? span.words : "label" in span ? span.label : span.name;
}
