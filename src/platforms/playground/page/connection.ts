import type { Answer, StreamEvents, Suggested } from "./protocol.ts";
import type { Change } from "./state.ts";

/** What went wrong in words to show. */
export class NotDone extends Error {}

export interface Listening {
  close(): void;
}

const names: readonly (keyof StreamEvents)[] = ["snapshot", "message", "gone", "people", "waiting", "clock"];

/** Follows the stream for as long as the page is open; the browser itself names the last event when it comes back. */
export function listen(
  person: string | null,
  onChange: (change: Change) => void,
  onState: (state: "live" | "lost" | "refused") => void,
): Listening {
  let source: EventSource | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function open(): void {
    const query = new URLSearchParams({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    if (person) query.set("as", person);
    source = new EventSource(`/playground/events?${query}`);
    source.addEventListener("open", () => {
      failures = 0;
      onState("live");
    });
    source.addEventListener("error", () => {
      failures += 1;
      onState("lost");
      // A refusal ends the source for good; a lost connection it regains by itself.
      if (source?.readyState !== EventSource.CLOSED) return;
      if (failures >= 3) onState("refused");
      again = setTimeout(open, Math.min(10_000, 500 * failures));
    });
    for (const name of names) {
      source.addEventListener(name, (event) => {
        onChange({ name, data: JSON.parse((event as MessageEvent<string>).data) } as Change);
      });
    }
  }

  open();
  return {
    close() {
      clearTimeout(again);
      source?.close();
    },
  };
}

/** @throws NotDone with a sentence to show. */
async function send(path: string, body: BodyInit, type: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, { method: "POST", body, headers: { "content-type": type } });
  } catch {
    throw new NotDone("Interleave does not answer. Nothing was changed; try again in a moment.");
  }
  if (response.ok) return response.json();
  const told: unknown = await response.json().catch(() => null);
  const sentence =
    typeof told === "object" && told !== null && "error" in told && typeof told.error === "string" ? told.error : null;
  throw new NotDone(sentence ?? "That did not work. Please try again.");
}

/** @throws NotDone */
export function post<Result>(name: string, body: object): Promise<Result> {
  return send(`/playground/api/${name}`, JSON.stringify(body), "application/json") as Promise<Result>;
}

/** A request with an effect, by its own key: sent a second time if the answer got lost, done once. */
export async function act(name: "command" | "press" | "submit", body: object): Promise<Answer> {
  const keyed = { ...body, key: freshKey() };
  try {
    return await post<Answer>(name, keyed);
  } catch (error) {
    if (!(error instanceof NotDone) || navigator.onLine === false) throw error;
    if (!error.message.startsWith("Interleave does not answer")) throw error;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return post<Answer>(name, keyed);
  }
}

export function suggest(body: object): Promise<readonly Suggested[]> {
  return post("suggest", body);
}

/** @throws NotDone */
export async function upload(person: string, file: File): Promise<string> {
  const query = `as=${encodeURIComponent(person)}&name=${encodeURIComponent(file.name)}`;
  const answer = await send(`/playground/api/file?${query}`, file, "application/octet-stream");
  return (answer as { reference: string }).reference;
}

function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
