import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Reply } from "../../../src/chat/event.ts";
import { useDatabase } from "../../support/database.ts";
import { closeAfterEach, openEvents, openTestPlayground, sentence } from "./opened.ts";

const database = useDatabase();
closeAfterEach();

describe("an answer that takes long", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("shows the waiting state after 1.5 s, says so again after 10 s, and ends with the answer", async () => {
    let give: (reply: Reply) => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      // Told once the conversation holds the event, so that no clock moves too early.
      onAsk = resolve;
    });
    const { url, post, snapshot } = await openTestPlayground(
      database.db,
      () => {
        onAsk();
        return new Promise<Reply>((resolve) => {
          give = resolve;
        });
      },
      { answers: () => "private" },
    );
    const ann = await openEvents(url, "ann");
    const ben = await openEvents(url, "ben");
    await ann.next();
    await ben.next();
    const answer = post("command", { as: "ann", conversation: "ml-daily", key: "1", text: "/study" });
    await asked;
    vi.advanceTimersByTime(1_499);
    expect((await snapshot("ann")).waiting).toEqual([]);
    vi.advanceTimersByTime(1);
    const waiting = [{ id: expect.any(String), conversation: "ml-daily", message: null, slow: false }];
    expect(await ann.next()).toMatchObject({ name: "waiting", data: waiting });
    expect((await snapshot("ann")).waiting).toEqual(waiting);
    expect((await snapshot("ben")).waiting).toEqual([]);
    vi.advanceTimersByTime(8_500);
    expect((await ann.next()).data).toMatchObject([{ slow: true }]);
    give({ kind: "show", view: sentence("here"), private: true });
    await answer;
    expect((await ann.next()).name).toBe("message");
    expect(await ann.next()).toMatchObject({ name: "waiting", data: [] });
    await Promise.all([ann.close(), ben.close()]);
  });
});

let onAsk: () => void = () => undefined;
