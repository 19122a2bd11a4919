import type { InboundEvent, Reply } from "../../chat/event.ts";
import type { Conversation } from "../../chat/platform.ts";
import type { View } from "../../chat/view.ts";
import { playgroundLimits } from "./limits.ts";
import type { Answer, ConversationId, Waiting } from "./page/protocol.ts";
import { renderForm } from "./render.ts";
import type { Room } from "./room.ts";
import type { Stream } from "./stream.ts";

/** Where an event came from, for putting the answer where it belongs. */
export interface Origin {
  readonly person: string;
  readonly conversation: ConversationId;
  /** The message whose button was pressed or led to the form. */
  readonly message: string | null;
  /** The command as typed. */
  readonly because: string | null;
}

export interface Answering {
  /** One person's events are answered in the order they came; the same key again gets the same answer. */
  answer(event: InboundEvent, origin: Origin): Promise<Answer>;
  waitingOf(person: string): readonly Waiting[];
  /** Resolves once nothing is under way any more. */
  idle(): Promise<void>;
}

/** Answers kept for repeated requests. */
const keptAnswers = 500;

export function openAnswering(parts: {
  room: Room;
  stream: Stream;
  conversation: Conversation;
  newId: () => string;
}): Answering {
  const { room, stream, conversation } = parts;
  const lines = new Map<string, Promise<unknown>>();
  const answers = new Map<string, Promise<Answer>>();
  const waiting = new Map<string, Waiting & { readonly person: string }>();

  function waitingOf(person: string): readonly Waiting[] {
    return [...waiting.values()].filter((one) => one.person === person).map(({ person: _person, ...rest }) => rest);
  }

  function tellWaiting(person: string): void {
    stream.publish("waiting", waitingOf(person), (one) => one === person);
  }

  /** Shows the waiting state when the answer takes long; the function that is given back ends it. */
  function expect(event: InboundEvent, origin: Origin): () => void {
    const how = conversation.answers(event);
    // A form opens in the window that asked for it; that window shows its own pressed button until then.
    if (how === "form") return () => undefined;
    const id = parts.newId();
    const message = how === "update" ? origin.message : null;
    const say = (slow: boolean) => {
      waiting.set(id, { id, conversation: origin.conversation, message, slow, person: origin.person });
      tellWaiting(origin.person);
    };
    const timers = [
      setTimeout(say, playgroundLimits.waitingAfterMs, false),
      setTimeout(say, playgroundLimits.slowAfterMs, true),
    ];
    return () => {
      for (const timer of timers) clearTimeout(timer);
      if (waiting.delete(id)) tellWaiting(origin.person);
    };
  }

  async function answerInTurn(event: InboundEvent, origin: Origin): Promise<Answer> {
    const before = lines.get(origin.person) ?? Promise.resolve();
    const done = expect(event, origin);
    const mine = before.then(async () => {
      try {
        return await place(await conversation.deliver(event), origin);
      } finally {
        done();
      }
    });
    const line = mine.catch(() => undefined);
    lines.set(origin.person, line);
    line.finally(() => {
      if (lines.get(origin.person) === line) lines.delete(origin.person);
    });
    return mine;
  }

  async function place(reply: Reply, origin: Origin): Promise<Answer> {
    switch (reply.kind) {
      case "nothing":
        return { kind: "done", message: null };
      case "open":
        return { kind: "form", form: renderForm(reply.form) };
      case "reject":
        return { kind: "reject", reasons: reply.reasons };
      case "show":
        return { kind: "done", message: await show(reply.view, reply.private, origin) };
      case "replace": {
        const own = origin.message !== null && isOwnScreen(origin.message, origin.person);
        if (!own || origin.message === null) return { kind: "done", message: await show(reply.view, true, origin) };
        await room.changeReply(origin.message, { kind: "view", view: await room.storable(reply.view) });
        return { kind: "done", message: origin.message };
      }
    }
  }

  async function show(view: View, isPrivate: boolean, origin: Origin): Promise<string> {
    const inChannel = !origin.conversation.startsWith("@");
    const message = await room.appendReply({
      conversation: origin.conversation,
      author: "bot",
      onlyFor: isPrivate && inChannel ? origin.person : null,
      thread: null,
      because: origin.because,
      key: null,
      content: { kind: "view", view: await room.storable(view) },
    });
    return message.id;
  }

  /** What everybody sees is not one person's to change. */
  function isOwnScreen(id: string, person: string): boolean {
    const message = room.message(id);
    return message?.author === "bot" && (message.onlyFor === person || message.conversation === `@${person}`);
  }

  return {
    answer(event, origin) {
      const known = answers.get(event.key);
      if (known) return known;
      const made = answerInTurn(event, origin);
      answers.set(event.key, made);
      for (const oldest of answers.keys()) {
        if (answers.size <= keptAnswers) break;
        answers.delete(oldest);
      }
      return made;
    },
    waitingOf,
    async idle() {
      while (lines.size > 0) await Promise.all(lines.values());
    },
  };
}
