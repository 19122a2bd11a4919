import { type Actor, nothing, type Reply } from "../../chat/event.ts";
import type { Conversation } from "../../chat/platform.ts";
import type { View } from "../../chat/view.ts";
import { errorText } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { slackId } from "./config.ts";
import type { Arrival } from "./connect.ts";
import { within } from "./deadline.ts";
import { openInbound } from "./inbound.ts";
import { slackTiming } from "./limits.ts";
import { type Incoming, luggageOf, readArrival } from "./parse.ts";
import type { People } from "./people.ts";
import type { Modal } from "./render/modal.ts";
import { withTyped } from "./render/retyped.ts";
import type { Screens } from "./screens.ts";
import { openSlow, type SlowTimes } from "./slow.ts";
import type { SlackStore } from "./store.ts";
import { lineView, sentView, slackTexts } from "./texts.ts";

export interface Answering {
  /** Acknowledges, then does the work; a repeated delivery only gets its acknowledgement. Never rejects. */
  take(arrival: Arrival): Promise<void>;
  /** Resolves once nothing is under way any more. */
  idle(): Promise<void>;
}

/** What goes back with the acknowledgement of a form; undefined closes it. */
type FormAnswer = object | undefined;

export function openAnswering(parts: {
  conversation: Conversation;
  people: People;
  screens: Screens;
  store: SlackStore;
  prefix: string;
  log: Log;
  nowMs: () => number;
  /** The app was removed from a workspace. */
  left: (team: string, atMs: number) => Promise<void>;
  times?: SlowTimes | undefined;
}): Answering {
  const { conversation, screens, store, log } = parts;
  const toInbound = openInbound(parts);
  const slow = openSlow(parts);
  const underWay = new Map<string, Promise<FormAnswer>>();
  const lines = new Map<string, Promise<unknown>>();

  async function take(arrival: Arrival): Promise<void> {
    const incoming = readArrival(arrival);
    if (!incoming || arrival.kind !== "submit") await acknowledge(arrival, undefined);
    if (!incoming) return;
    const answer = once(incoming);
    if (arrival.kind === "submit") await acknowledge(arrival, await answer);
    else await answer;
  }

  async function acknowledge(arrival: Arrival, answer: FormAnswer): Promise<void> {
    await arrival.ack(answer).catch((error: unknown) => {
      log.warn({ kind: arrival.kind, error: errorText(error) }, "Slack did not take an acknowledgement");
    });
  }

  /** The same event, delivered again, has one effect: in this process, in another one, and after a restart. */
  function once(incoming: Incoming): Promise<FormAnswer> {
    const known = underWay.get(incoming.key);
    if (known) return known;
    const work = handle(incoming)
      .catch((error: unknown): FormAnswer => {
        log.error({ key: incoming.key, error: errorText(error) }, "something from Slack could not be handled");
        return undefined;
      })
      .finally(() => underWay.delete(incoming.key));
    underWay.set(incoming.key, work);
    return work;
  }

  async function handle(incoming: Incoming): Promise<FormAnswer> {
    const begun = await store.beginEvent(incoming.key, parts.nowMs()).catch((error: unknown) => {
      // The database is away; the conversation says so.
      log.warn({ error: errorText(error) }, "an event could not be written down");
      return true;
    });
    if (!begun) return undefined;
    if (incoming.what.kind === "submit") return submitted(incoming, incoming.what.view);
    const answered = slow.watch(incoming);
    await inTurn(incoming, () => react(incoming, answered)).finally(answered);
    await done(incoming);
    return undefined;
  }

  async function done(incoming: Incoming): Promise<void> {
    await store.endEvent(incoming.key, parts.nowMs()).catch(() => undefined);
  }

  /** One person's events in the order they came, so that a screen shows the last of them. */
  async function inTurn<Value>({ team, user }: Incoming, work: () => Promise<Value>): Promise<Value> {
    const who = `${team}:${user}`;
    const mine = (lines.get(who) ?? Promise.resolve()).then(work);
    const line = mine.catch(() => undefined);
    lines.set(who, line);
    void line.then(() => {
      if (lines.get(who) === line) lines.delete(who);
    });
    return mine;
  }

  async function react(incoming: Incoming, answered: () => Promise<boolean>): Promise<void> {
    if (incoming.what.kind === "left") return parts.left(incoming.team, incoming.what.atMs);
    // A shortcut has no channel to say anything in: a window opens at once, since its trigger does not wait.
    const window =
      incoming.surface.kind === "nowhere" && incoming.what.kind === "typed"
        ? screens.openModal(
            incoming,
            await screens.modalOf(incoming.team, lineView(slackTexts.oneMoment), luggageOf(incoming)),
            false,
          )
        : null;
    const inbound = await toInbound(incoming);
    const reply =
      inbound.kind === "answer"
        ? ({ kind: "show", view: inbound.view, private: true, hint: true } as const)
        : await conversation.deliver(inbound.event);
    if (incoming.surface.kind === "modal" && (await answered()) && reply.kind === "nothing") {
      await show(incoming, lineView(slackTexts.done), { hint: true });
    } else await place(incoming, reply);
    const opened = await window;
    if (opened) {
      await screens.changeModal(
        incoming.team,
        opened,
        await screens.modalOf(incoming.team, sentView(null), luggageOf(incoming)),
      );
    }
  }

  async function place(incoming: Incoming, reply: Reply): Promise<void> {
    switch (reply.kind) {
      case "nothing":
        return;
      case "open": {
        const over = incoming.surface.kind === "modal";
        const opened = await screens.openModal(incoming, screens.formOf(reply.form, luggageOf(incoming)), over);
        if (!opened) await show(incoming, lineView(slackTexts.tooLate), { hint: true });
        return;
      }
      case "show":
        if (!reply.private) return showAll(incoming, reply.view);
        return show(incoming, reply.view, { hint: reply.hint === true });
      case "replace":
        return replace(incoming, reply.view);
      case "reject":
        return show(incoming, lineView(Object.values(reply.reasons).join("\n")), { hint: true });
    }
  }

  /** The screen that was pressed changes; where it cannot, a new one appears in the direct message. */
  async function replace(incoming: Incoming, view: View): Promise<void> {
    const { surface, team } = incoming;
    const changed =
      surface.kind === "own"
        ? await screens.change(incoming, { team, channel: surface.channel, ts: surface.ts }, view)
        : surface.kind === "modal"
          ? await screens.changeModal(team, surface.view, await screens.modalOf(team, view, luggageOf(incoming)))
          : surface.kind === "home" && (await screens.publishHome(incoming, view));
    if (!changed) await show(incoming, view, { hint: false });
  }

  async function show(incoming: Incoming, view: View, { hint }: { hint: boolean }): Promise<void> {
    const { surface, team } = incoming;
    if (surface.kind === "modal") {
      if (await screens.changeModal(team, surface.view, await screens.modalOf(team, view, luggageOf(incoming)))) return;
    }
    if (surface.kind === "home" && incoming.what.kind === "press" && !hint) {
      if (await screens.publishHome(incoming, view)) return;
    }
    if (surface.kind === "home" && hint && incoming.triggerId) {
      const modal = await screens.modalOf(team, view, luggageOf(incoming));
      if (await screens.openModal(incoming, modal, false)) return;
    }
    if (hint && hasEar(incoming) && (await screens.whisper(incoming, view))) return;
    const at = await screens.direct(incoming, view, incoming.key);
    if (!at) {
      // The way to the direct message is closed: better here, to be gone at the next reload, than nowhere.
      if (!hint) await screens.whisper(incoming, view);
      return;
    }
    const elsewhere = surface.kind === "typed" ? surface.channel !== at.channel : incoming.channel !== null;
    if (elsewhere && hasEar(incoming)) await screens.point(incoming, at);
  }

  /** Whether there is a place where only this person reads a line. */
  function hasEar({ surface, channel, responseUrl }: Incoming): boolean {
    if (surface.kind === "own" || surface.kind === "home" || surface.kind === "modal") return false;
    return channel !== null || responseUrl !== null;
  }

  async function showAll(incoming: Incoming, view: View): Promise<void> {
    const channel = incoming.channel?.id;
    if (channel && (await screens.inChannel(incoming.team, channel, view, incoming.key))) return;
    await show(incoming, view, { hint: false });
  }

  /**
   * A form's outcome goes back with its acknowledgement, for which Slack waits 3 s. What takes longer first shows that it
   * is under way, and the modal is changed when it is there.
   */
  async function submitted(incoming: Incoming, view: string): Promise<FormAnswer> {
    const outcome = inTurn(incoming, async () => {
      const inbound = await toInbound(incoming);
      return inbound.kind === "event" ? conversation.deliver(inbound.event) : nothing;
    });
    const settled = outcome.then(async (reply) => {
      if (reply.kind === "reject") await store.releaseEvent(incoming.key).catch(() => undefined);
      else await done(incoming);
      return reply;
    });
    // Drawing the pictures of the answer counts too.
    const ready = settled.then(async (reply) => ({ reply, answer: await formAnswer(incoming, reply) }));
    const inTime = await within(slackTiming.submitWithinMs, ready);
    if (inTime) return inTime.answer;
    const answered = slow.watch(incoming);
    const late = ready.finally(answered).then(async ({ reply, answer }) => {
      const modal = await modalAfter(incoming, reply, answer);
      if (modal) await screens.changeModal(incoming.team, view, modal);
    });
    track(late, incoming);
    return updateWith(await screens.modalOf(incoming.team, lineView(slackTexts.oneMoment), luggageOf(incoming)));
  }

  async function formAnswer(incoming: Incoming, reply: Reply): Promise<FormAnswer> {
    const { surface, team, what } = incoming;
    if (what.kind !== "submit") return undefined;
    switch (reply.kind) {
      case "nothing":
        return undefined;
      case "open":
        return updateWith(screens.formOf(reply.form, luggageOf(incoming)));
      case "reject":
        return { response_action: "errors", errors: reply.reasons };
      default: {
        const { view } = reply;
        const isHint = reply.kind === "show" && reply.hint === true;
        if (reply.kind === "show" && !reply.private) {
          later(incoming, () => showAll(incoming, view));
          return undefined;
        }
        const hasFile = view.parts.some((part) => part.kind === "file");
        // Where a screen stands behind the form, it changes and the form closes; else the form becomes the answer.
        const behind = surface.kind === "own" || surface.kind === "home" || surface.kind === "modal";
        if (hasFile || (behind && !isHint)) {
          const effect =
            reply.kind === "replace" ? () => replace(incoming, view) : () => show(incoming, view, { hint: false });
          later(incoming, effect);
          return undefined;
        }
        return updateWith(await screens.modalOf(team, view, luggageOf(incoming)));
      }
    }
  }

  /** What a form shows whose acknowledgement has already gone. */
  async function modalAfter(incoming: Incoming, reply: Reply, answer: FormAnswer): Promise<Modal | null> {
    if (reply.kind === "reject" && incoming.what.kind === "submit")
      return withTyped(incoming.what.shown, reply.reasons);
    if (answer && "view" in answer) return answer.view as Modal;
    return screens.modalOf(incoming.team, lineView(slackTexts.saved), luggageOf(incoming));
  }

  /** After the acknowledgement, so that Slack has closed the form first. */
  function later(incoming: Incoming, work: () => Promise<void>): void {
    track(inTurn(incoming, work), incoming);
  }

  function track(work: Promise<unknown>, incoming: Incoming): void {
    const key = `${incoming.key}:after`;
    const kept = work
      .catch((error: unknown) => log.error({ key, error: errorText(error) }, "an answer could not be shown"))
      .then(() => undefined)
      .finally(() => underWay.delete(key));
    underWay.set(key, kept);
  }

  return {
    take,
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}

export function personless(team: string, user: string): Actor {
  return { platform: slackId, scope: team, userId: user, displayName: "Slack", mayManage: false };
}

function updateWith(view: Modal): object {
  return { response_action: "update", view };
}
