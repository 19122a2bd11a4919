import type { IncomingMessage, ServerResponse } from "node:http";
import type { ZodType } from "zod";
import type { Conversation, Route } from "../../chat/platform.ts";
import type { Answering, Origin } from "./answer.ts";
import { readAssets } from "./assets.ts";
import type { ClockPanel } from "./clock.ts";
import { Refusal, readBytes, readJson, sendBytes, sendJson } from "./exchange.ts";
import { openGuard, setSecurityHeaders } from "./guard.ts";
import { playgroundLimits } from "./limits.ts";
import type { Person, Snapshot } from "./page/protocol.ts";
import { type Around, bodies, parseCommand, parsePress, parseSubmit } from "./parse.ts";
import { filePath, picturePath, type Renderer, renderCommands } from "./render.ts";
import { channels, type Room } from "./room.ts";
import type { PlaygroundStore } from "./store.ts";
import type { Stream } from "./stream.ts";

/** What the routes work on; `conversation` is there once the platform was started. */
export interface Served {
  readonly room: Room;
  readonly stream: Stream;
  readonly renderer: Renderer;
  readonly store: PlaygroundStore;
  readonly clock: ClockPanel;
  readonly token: string | undefined;
  readonly newId: () => string;
  readonly started: () => { readonly conversation: Conversation; readonly answering: Answering } | null;
}

export function playgroundRoutes(served: Served): readonly Route[] {
  const admit = openGuard(served.token);
  const assets = readAssets();

  function guarded(handle: (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>) {
    return async (request: IncomingMessage, response: ServerResponse) => {
      setSecurityHeaders(response);
      const admission = admit(request);
      try {
        if (admission.kind === "out") throw new Refusal(403, admission.sentence);
        if (admission.cookie) response.setHeader("set-cookie", admission.cookie);
        await handle(request, response, new URL(request.url ?? "/", "http://local"));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (error.status === 413) response.setHeader("connection", "close");
        refuse(request, response, error);
      }
    };
  }

  function sendAsset(name: string, request: IncomingMessage, response: ServerResponse): void {
    const asset = assets.get(name);
    if (!asset) throw new Refusal(404, "There is nothing at this address.");
    if (request.headers["if-none-match"] === asset.etag) {
      response.writeHead(304, { etag: asset.etag });
      response.end();
      return;
    }
    sendBytes(response, asset.bytes, { "content-type": asset.type, etag: asset.etag, "cache-control": "no-cache" });
  }

  async function read(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const path = url.pathname;
    if (path === "/playground/events") return openEvents(request, response, url);
    if (path.startsWith(picturePath)) {
      const png = await served.renderer.png(path.slice(picturePath.length)).catch(() => null);
      if (!png) throw new Refusal(404, "This picture could not be drawn.");
      sendBytes(response, png, {
        "content-type": "image/png",
        "cache-control": "private, max-age=31536000, immutable",
      });
      return;
    }
    if (path.startsWith(filePath)) {
      const file = await served.store.file(path.slice(filePath.length));
      if (!file) throw new Refusal(404, "This file is not here any more.");
      sendBytes(response, file.bytes, {
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      });
      return;
    }
    sendAsset(path.slice("/playground/".length), request, response);
  }

  async function openEvents(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { answering, conversation } = running(served);
    const wanted = url.searchParams.get("as");
    const person = wanted ? served.room.person(wanted) : (served.room.people()[0] ?? null);
    if (!person) throw new Refusal(404, "There is nobody of that name here.");
    const zone = knownZone(url.searchParams.get("zone"));
    if (zone) await served.room.setZone(person.id, zone);
    const snapshot = async (): Promise<Snapshot> => ({
      messages: await served.room.messagesFor(person.id),
      me: person.id,
      people: served.room.people(),
      channels,
      commands: renderCommands(conversation.commands),
      waiting: answering.waitingOf(person.id),
      clock: served.clock.state(),
    });
    const attached = await served.stream.attach(request, response, person.id, snapshot);
    if (!attached) throw new Refusal(503, "Too many windows are open.");
  }

  async function write(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const name = url.pathname.slice("/playground/api/".length);
    const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
    if (!act || !url.pathname.startsWith("/playground/api/"))
      throw new Refusal(404, "There is nothing at this address.");
    sendJson(response, 200, await act(request, url));
  }

  const json = <Body>(request: IncomingMessage, schema: ZodType<Body>) =>
    readJson(request, schema, playgroundLimits.bodyBytes);

  const acts: Record<string, (request: IncomingMessage, url: URL) => Promise<unknown>> = {
    async command(request) {
      const body = await json(request, bodies.command);
      const { person, around, answering } = entering(served, body);
      const event = parseCommand(body, person, around);
      if (!event) throw new Refusal(400, "That is no command.");
      return answering.answer(event, origin(person, body, null, body.text.trim()));
    },
    async press(request) {
      const body = await json(request, bodies.press);
      const { person, around, answering } = entering(served, body);
      const message = visibleMessage(served.room, person, body.message);
      const isPost = message !== null && message.onlyFor === null && !message.conversation.startsWith("@");
      const event = parsePress(body, person, around, isPost ? message.id : null);
      return answering.answer(event, origin(person, body, message?.id ?? null, null));
    },
    async submit(request) {
      const body = await json(request, bodies.submit);
      const { person, around, answering } = entering(served, body);
      const message = body.message === null ? null : visibleMessage(served.room, person, body.message);
      return answering.answer(parseSubmit(body, person, around), origin(person, body, message?.id ?? null, null));
    },
    async suggest(request) {
      const body = await json(request, bodies.suggest);
      const { person, around, conversation } = entering(served, body);
      const event = parseCommand({ ...body, key: served.newId() }, person, around);
      return event ? conversation.suggest(event, body.option, body.typed) : [];
    },
    async say(request) {
      const body = await json(request, bodies.say);
      const { person } = entering(served, body);
      const message = await served.room.append({
        ...origin(person, body, null, null),
        author: person.id,
        onlyFor: null,
        thread: null,
        key: null,
        content: { kind: "words", text: body.text },
      });
      return { id: message.id };
    },
    async dismiss(request) {
      const body = await json(request, bodies.dismiss);
      const message = served.room.message(body.message);
      if (message && message.onlyFor === body.as) await served.room.remove(message.id);
      return {};
    },
    async person(request) {
      const body = await json(request, bodies.person);
      const person = await served.room.addPerson(body.name, knownZone(body.zone) ?? "UTC");
      if (!person) throw new Refusal(409, "Choose a name that is not taken yet.");
      return person;
    },
    async clock(request) {
      const body = await json(request, bodies.clock);
      const outcome = await served.clock.move(body.toMs);
      if (outcome === "busy") throw new Refusal(409, "The clock is being moved already.");
      if (outcome === "refused") throw new Refusal(400, "The clock moves forward only, at most a month at a time.");
      return served.clock.state();
    },
    async file(request, url) {
      const bytes = await readBytes(request, playgroundLimits.fileBytes);
      const file = { id: served.newId(), name: (url.searchParams.get("name") ?? "file").slice(0, 200), bytes };
      await served.store.keepFile(file);
      return { reference: file.id };
    },
  };

  return [
    { method: "GET", path: "/", handle: guarded((request, response) => sendAsset("index.html", request, response)) },
    { method: "GET", path: "/playground/*", handle: guarded(read) },
    { method: "POST", path: "/playground/*", handle: guarded(write) },
  ];
}

/** A sentence for a person who opened an address, JSON for the page. */
function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  if (!request.headers.accept?.includes("text/html")) {
    sendJson(response, refusal.status, { error: refusal.message });
    return;
  }
  response.writeHead(refusal.status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(`${refusal.message}\n`);
}

function running(served: Served) {
  const started = served.started();
  if (!started) throw new Refusal(503, "The playground is starting or stopping. Try again in a moment.");
  return started;
}

function entering(served: Served, body: { as: string; conversation: string }) {
  const started = running(served);
  const person = served.room.person(body.as);
  if (!person || !served.room.mayEnter(body.conversation, person.id)) {
    throw new Refusal(404, "There is no such conversation.");
  }
  const around: Around = {
    people: served.room.people(),
    channels,
    commands: renderCommands(started.conversation.commands),
  };
  return { ...started, person, around };
}

function origin(
  person: Person,
  body: { conversation: string },
  message: string | null,
  because: string | null,
): Origin {
  return { person: person.id, conversation: body.conversation, message, because };
}

function visibleMessage(room: Room, person: Person, id: string) {
  const message = room.message(id);
  return message && room.sees(person.id, message) ? message : null;
}

function knownZone(zone: string | null): string | null {
  if (!zone) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
