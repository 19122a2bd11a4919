import { afterEach, describe, expect, test } from "vitest";
import { type InboundEvent, open, type Reply, replace, showPrivately } from "../../src/chat/event.ts";
import type { Conversation, PlaceRef, Platform } from "../../src/chat/platform.ts";
import { type Button, button, buttons, type Form, type View } from "../../src/chat/view.ts";
import { allExamples } from "./examples/all.ts";

/** What a person sees after what they did. */
export interface Seen {
  /** The words of the message, or of the form's labels. */
  readonly text: string;
  readonly kind: "message" | "form" | "nothing";
  /** Nobody else sees it. */
  readonly private: boolean;
  /** The message it stands in: the same again means it was changed in place. */
  readonly message: string | null;
}

/** A platform on its stand-in service, with one person in one channel. */
export interface ContractStage {
  readonly platform: Platform;
  readonly place: PlaceRef;
  /** A channel that is not there, or not open to the bot. */
  readonly refusedPlace: PlaceRef;
  /** Words of what stands in the channel for everybody, oldest first. */
  posts(): Promise<readonly string[]>;
  /** Types /study. */
  command(): Promise<Seen>;
  /** Presses the button with this label on what they see, or on the latest post. */
  press(label: string, on: "screen" | "post"): Promise<Seen>;
  submit(values: Readonly<Record<string, string>>): Promise<Seen>;
  /** Rules of the service that were broken so far. */
  violations(): readonly string[];
  /** Whether anybody would be notified of what was sent so far: must never be. */
  pinged(): boolean;
  stop(): Promise<void>;
}

export type SetUp = (conversation: Conversation) => Promise<ContractStage>;

const form: Form = {
  title: "Join the group",
  submit: "Join",
  action: "1:contract-form:a",
  fields: [{ kind: "line", name: "zone", label: "Your time zone", required: false }],
};

/** The suite every platform runs: what the port promises, on a service that forgives nothing. */
export function describePlatform(name: string, setUp: SetUp): void {
  describe(`the port, by ${name}`, () => {
    let stage: ContractStage | undefined;
    afterEach(async () => {
      await stage?.stop();
      stage = undefined;
    });

    async function begin(answer: (event: InboundEvent) => Reply = () => ({ kind: "nothing" })): Promise<ContractStage> {
      stage = await setUp({
        deliver: async (event) => answer(event),
        answers: (event) =>
          event.kind === "command" ? "private" : event.kind === "form" ? "private" : answersOf(event),
        suggest: async () => [],
        commands: [{ name: "study", summary: "Your cards", group: "Study", answers: "private", anywhere: true }],
      });
      return stage;
    }

    function answersOf(event: InboundEvent) {
      return event.kind === "action" && event.id.includes("form") ? "form" : "update";
    }

    test("a key is one message, however often it is posted", async () => {
      const { platform, place, posts, violations } = await begin();
      const first = await platform.post(place, sentence("Question of the day"), { key: "daily:1", mayExist: false });
      expect(first.kind).toBe("posted");
      expect(await platform.post(place, sentence("Question of the day"), { key: "daily:1", mayExist: true })).toEqual(
        first,
      );
      expect(await posts()).toEqual(["Question of the day"]);
      await platform.post(place, sentence("Recap"), { key: "recap:1", mayExist: true });
      expect(await posts()).toEqual(["Question of the day", "Recap"]);
      expect(violations()).toEqual([]);
    });

    test("a post is edited, twice the same too", async () => {
      const { platform, place, posts, violations } = await begin();
      const posted = await platform.post(place, sentence("Nobody has answered"), { key: "daily:1", mayExist: false });
      if (posted.kind !== "posted") throw new Error(posted.kind);
      expect(await platform.edit(posted.message, sentence("4 have answered"))).toEqual({ kind: "edited" });
      expect(await platform.edit(posted.message, sentence("4 have answered"))).toEqual({ kind: "edited" });
      expect(await posts()).toEqual(["4 have answered"]);
      expect(violations()).toEqual([]);
    });

    test("a place that cannot be reached is refused, not tried again", async () => {
      const { platform, refusedPlace } = await begin();
      const outcome = await platform.post(refusedPlace, sentence("Hello"), { key: "daily:1", mayExist: false });
      expect(outcome.kind).toBe("refused");
      expect((await platform.access?.(refusedPlace))?.ok).toBe(false);
    });

    test("a place that can be is said to be", async () => {
      const { platform, place } = await begin();
      expect((await platform.access?.(place))?.ok).toBe(true);
    });

    test("a command is answered in private, and its screen changes in place", async () => {
      const { command, press, posts, violations } = await begin((event) =>
        event.kind === "command"
          ? showPrivately(sentence("The front", button("Show answer", "1:turn:a")))
          : replace(sentence("The answer")),
      );
      const front = await command();
      expect(front).toMatchObject({ kind: "message", private: true });
      expect(front.text).toContain("The front");
      const answer = await press("Show answer", "screen");
      expect(answer).toMatchObject({ kind: "message", private: true, message: front.message });
      expect(answer.text).toContain("The answer");
      expect(await posts()).toEqual([]);
      expect(violations()).toEqual([]);
    });

    test("a press on a post leads to something private, and the post stays", async () => {
      const { platform, place, press, posts, violations } = await begin(() => showPrivately(sentence("Only for you")));
      const post = sentence("Question of the day", button("Reveal", "1:reveal:a"));
      await platform.post(place, post, { key: "daily:1", mayExist: false });
      const seen = await press("Reveal", "post");
      expect(seen).toMatchObject({ kind: "message", private: true });
      expect(seen.text).toContain("Only for you");
      expect((await posts()).join()).not.toContain("Only for you");
      expect(violations()).toEqual([]);
    });

    test("a form opens, and what was given comes back", async () => {
      const heard: InboundEvent[] = [];
      const { platform, place, press, submit, violations } = await begin((event) => {
        heard.push(event);
        return event.kind === "form" ? showPrivately(sentence("You are in")) : open(form);
      });
      const post = sentence("A group starts", button("Join", "1:contract-form:a"));
      await platform.post(place, post, { key: "invitation:1", mayExist: false });
      const opened = await press("Join", "post");
      expect(opened.kind).toBe("form");
      expect(opened.text).toContain("Your time zone");
      const seen = await submit({ zone: "Berlin" });
      expect(seen.text).toContain("You are in");
      expect(heard.at(-1)).toMatchObject({ kind: "form", id: "1:contract-form:a", values: { zone: "Berlin" } });
      expect(violations()).toEqual([]);
    });

    test("names that try to ping, link or style stay words", async () => {
      const { platform, place, posts, pinged, violations } = await begin();
      const names = [
        "@everyone",
        "<@123456789012345678>",
        "<!channel>",
        "<@U123>",
        "**bold**",
        "[a](https://b.example)",
        "`x`",
      ];
      for (const [index, person] of names.entries()) {
        const view: View = {
          title: person,
          parts: [
            { kind: "text", spans: [{ kind: "person", name: person }] },
            { kind: "quote", text: `${person}\n${person}`, by: person },
          ],
          fallback: person,
        };
        const outcome = await platform.post(place, view, { key: `names:${index}`, mayExist: false });
        expect(outcome.kind).toBe("posted");
      }
      expect(await posts()).toHaveLength(names.length);
      expect(pinged()).toBe(false);
      expect(violations()).toEqual([]);
    });

    test("text that is far too long is cut, not refused", async () => {
      const { platform, place, posts, violations } = await begin();
      const long = `${"_escaped_ words that go on ".repeat(700)}`;
      const view: View = {
        title: long,
        parts: [
          { kind: "text", spans: [{ kind: "plain", text: long }] },
          { kind: "code", source: long, language: "text" },
          { kind: "quote", text: long },
          { kind: "fields", fields: [{ label: long, value: [{ kind: "plain", text: long }] }] },
          buttons(button(long, "1:press:a"), button("Twice", "1:press:a")),
        ],
        fallback: long,
      };
      const outcome = await platform.post(place, view, { key: "long:1", mayExist: false });
      expect(outcome.kind).toBe("posted");
      expect(await posts()).toHaveLength(1);
      expect(violations()).toEqual([]);
    });

    test("every example of a screen can be posted and shown", async () => {
      let shown: View = sentence("nothing yet");
      const { platform, place, command, violations } = await begin(() => showPrivately(shown));
      for (const [index, example] of allExamples.entries()) {
        if (!("view" in example)) continue;
        const outcome = await platform.post(place, example.view, { key: `example:${index}`, mayExist: false });
        shown = example.view;
        const seen = await command();
        expect([example.screen, example.name, outcome.kind, seen.kind]).toEqual([
          example.screen,
          example.name,
          "posted",
          "message",
        ]);
        expect([example.screen, example.name, ...violations()]).toEqual([example.screen, example.name]);
      }
    }, 60_000);

    test("every example of a form can be opened", async () => {
      let shown: Form = form;
      const { platform, place, press, violations } = await begin(() => open(shown));
      const post = sentence("A group starts", button("Join", "1:contract-form:a"));
      await platform.post(place, post, { key: "invitation:1", mayExist: false });
      for (const example of allExamples) {
        if (!("form" in example)) continue;
        shown = example.form;
        const seen = await press("Join", "post");
        expect([example.screen, example.name, seen.kind]).toEqual([example.screen, example.name, "form"]);
        expect([example.screen, example.name, ...violations()]).toEqual([example.screen, example.name]);
      }
    });
  });
}

/** A view of one sentence, and a row of buttons. */
function sentence(words: string, ...row: readonly Button[]): View {
  const first: View["parts"] = [{ kind: "text", spans: [{ kind: "plain", text: words }] }];
  return { parts: row.length > 0 ? [...first, buttons(...row)] : first, fallback: words };
}
