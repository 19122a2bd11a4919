import type { IncomingMessage, ServerResponse } from "node:http";
import { playgroundLimits } from "./limits.ts";
import type { Snapshot, StreamEvents } from "./page/protocol.ts";

type EventName = keyof StreamEvents;

export interface Stream {
  /** To every open page whose person `audience` accepts. */
  publish<Name extends EventName>(name: Name, data: StreamEvents[Name], audience?: (person: string) => boolean): void;
  /**
   * Keeps the response open and sends what happens. A page that comes back with `Last-Event-ID` gets what it missed
   * while that is still kept, any other a snapshot. False: too many are open.
   */
  attach(
    request: IncomingMessage,
    response: ServerResponse,
    person: string,
    snapshot: () => Promise<Snapshot>,
  ): Promise<boolean>;
  close(): void;
}

interface Happened {
  readonly sequence: number;
  readonly text: string;
  readonly audience: (person: string) => boolean;
}

interface Page {
  readonly person: string;
  readonly response: ServerResponse;
  /** While the snapshot is being made; null afterwards. */
  held: Happened[] | null;
}

/** `epoch` sets this process apart from earlier ones, whose event ids mean nothing here. */
export function openStream(epoch: string): Stream {
  const pages = new Set<Page>();
  const kept: Happened[] = [];
  let sequence = 0;
  const beat = setInterval(() => {
    for (const page of pages) page.response.write(": still here\n\n");
  }, 20_000);
  beat.unref();

  function write(page: Page, text: string): void {
    page.response.write(text);
    if (page.response.writableLength > playgroundLimits.unreadBytes) page.response.destroy();
  }

  function missed(request: IncomingMessage): Happened[] | null {
    const [from, number] = String(request.headers["last-event-id"] ?? "").split("~");
    const last = Number(number);
    if (from !== epoch || !Number.isSafeInteger(last) || last > sequence) return null;
    const oldest = kept[0]?.sequence ?? sequence + 1;
    return last + 1 < oldest ? null : kept.filter((one) => one.sequence > last);
  }

  return {
    publish(name, data, audience = () => true) {
      sequence += 1;
      const text = eventText(name, data, `${epoch}~${sequence}`);
      const happened = { sequence, text, audience };
      kept.push(happened);
      if (kept.length > playgroundLimits.keptEvents) kept.shift();
      for (const page of pages) {
        if (!audience(page.person)) continue;
        if (page.held) page.held.push(happened);
        else write(page, text);
      }
    },

    async attach(request, response, person, snapshot) {
      if (pages.size >= playgroundLimits.openStreams) return false;
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      const page: Page = { person, response, held: [] };
      pages.add(page);
      response.once("close", () => pages.delete(page));
      response.write("retry: 1000\n\n");
      const before = missed(request);
      if (before) {
        for (const one of before) if (one.audience(person)) write(page, one.text);
      } else {
        const id = `${epoch}~${sequence}`;
        write(page, eventText("snapshot", await snapshot(), id));
      }
      // Said again after the snapshot: each event carries the whole of what changed.
      for (const one of page.held ?? []) write(page, one.text);
      page.held = null;
      return true;
    },

    close() {
      clearInterval(beat);
      for (const page of pages) page.response.end();
      pages.clear();
    },
  };
}

/** JSON has no line break of its own, so one data line is enough. */
function eventText(name: string, data: unknown, id: string): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
