import { parseActionId } from "../../chat/actions/action-id.ts";
import type { Form, View } from "../../chat/view.ts";
import { errorText } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { type ApiAnswer, textOf } from "./api.ts";
import { type Incoming, type Luggage, writeLuggage } from "./parse.ts";
import type { People } from "./people.ts";
import type { Pictures } from "./pictures.ts";
import { type MessageRef, type Posts, readRef } from "./post.ts";
import { fallbackText, toBlocks } from "./render/blocks.ts";
import { formModal, homeTab, type Modal, viewModal } from "./render/modal.ts";
import type { SlackStore } from "./store.ts";
import { lineView, sentView, slackTexts } from "./texts.ts";
import type { Workspaces } from "./workspaces.ts";

/** Puts views where a person sees them. Nothing here rejects: what could not be shown is logged and answered with false. */
export interface Screens {
  /** A new message in the direct message; the former message of the same study session is closed. */
  direct(to: Who, view: View, key: string): Promise<MessageRef | null>;
  /** The message becomes the view. */
  change(to: Who, at: MessageRef, view: View): Promise<boolean>;
  /** Only the person sees it, in the channel it came from, until they reload. `once`: by one way alone. */
  whisper(incoming: Incoming, view: View, how?: { readonly once: boolean }): Promise<boolean>;
  /** Says in the channel that something is in the direct message. */
  point(incoming: Incoming, at: MessageRef): Promise<void>;
  inChannel(team: string, channel: string, view: View, key: string): Promise<boolean>;
  openModal(incoming: Incoming, modal: Modal, over: boolean): Promise<string | null>;
  changeModal(team: string, view: string, modal: Modal): Promise<boolean>;
  publishHome(to: Who, view: View): Promise<boolean>;
  modalOf(team: string, view: View, luggage: Luggage): Promise<Modal>;
  formOf(form: Form, luggage: Luggage): Modal;
}

export interface Who {
  readonly team: string;
  readonly user: string;
}

const patienceMs = 5_000;

export function openScreens(parts: {
  workspaces: Workspaces;
  people: People;
  posts: Posts;
  pictures: Pictures;
  store: SlackStore;
  log: Log;
}): Screens {
  const { workspaces, people, posts, pictures, store, log } = parts;

  /** A call that may be made again: once more after a lost answer, and after a short wait Slack asked for. */
  async function insist(what: string, call: () => Promise<ApiAnswer>): Promise<ApiAnswer | null> {
    for (let tries = 1; ; tries++) {
      try {
        const answer = await call();
        if (answer.kind === "ok") return answer;
        if (answer.kind === "error") {
          log.warn({ what, error: answer.detail }, "Slack refused a screen");
          return answer;
        }
        if (tries > 2 || answer.retryAfterMs > patienceMs) return answer;
        await pause(answer.retryAfterMs);
      } catch (error) {
        log.warn({ what, error: errorText(error) }, "Slack did not answer");
        if (tries > 2) return null;
        await pause(200 * tries);
      }
    }
  }

  async function post(team: string, channel: string, view: View, key: string): Promise<MessageRef | null> {
    for (let tries = 1; tries <= 3; tries++) {
      try {
        const outcome = await posts.send({ team, channel }, view, { key, mayExist: tries > 1 });
        if (outcome.kind === "posted") return readRef(outcome.message);
        if (outcome.kind === "refused" || outcome.retryAfterMs > patienceMs) {
          log.warn({ outcome: outcome.kind, channel }, "a message could not be sent");
          return null;
        }
        await pause(outcome.retryAfterMs);
      } catch (error) {
        log.warn({ channel, error: errorText(error) }, "a message may not have been sent");
        await pause(200 * tries);
      }
    }
    return null;
  }

  async function update(at: MessageRef, view: View): Promise<boolean> {
    for (let tries = 1; tries <= 3; tries++) {
      try {
        const outcome = await posts.update(at, view);
        if (outcome.kind === "edited") return true;
        if (outcome.kind === "refused" || outcome.retryAfterMs > patienceMs) return false;
        await pause(outcome.retryAfterMs);
      } catch (error) {
        log.warn({ channel: at.channel, error: errorText(error) }, "a message may not have been changed");
        await pause(200 * tries);
      }
    }
    return false;
  }

  /** Remembers where a study session stands; where it stood before, it says so. */
  async function noteSession(to: Who, at: MessageRef, view: View): Promise<void> {
    try {
      const session = sessionOf(view);
      if (session === null) return await store.dropScreen(to.team, to.user, at.ts);
      const before = await store.screen(to.team, to.user);
      if (before?.session === session && before.ts === at.ts) return;
      await store.keepScreen(to.team, to.user, { session, channel: at.channel, ts: at.ts });
      if (before && before.ts !== at.ts) {
        await update({ team: to.team, channel: before.channel, ts: before.ts }, lineView(slackTexts.continued));
      }
    } catch (error) {
      log.warn({ error: errorText(error) }, "a study message could not be kept in mind");
    }
  }

  return {
    async direct(to, view, key) {
      const channel = await people.direct(to.team, to.user).catch(() => null);
      if (!channel) {
        log.warn({ team: to.team }, "a direct message could not be opened");
        return null;
      }
      const at = await post(to.team, channel, view, key);
      if (at) await noteSession(to, at, view);
      return at;
    },

    async change(to, at, view) {
      const done = await update(at, view);
      if (done) await noteSession(to, at, view);
      return done;
    },

    async whisper(incoming, view, { once } = { once: false }) {
      const body = { text: fallbackText(view), blocks: toBlocks(view, { shared: false, fileOf: () => null }) };
      if (
        incoming.responseUrl &&
        (await respond(incoming.responseUrl, { response_type: "ephemeral", replace_original: false, ...body }))
      ) {
        return true;
      }
      const channel = incoming.channel?.id;
      if (!channel || once) return false;
      const answer = await insist("hint", () =>
        workspaces.call(incoming.team, "chat.postEphemeral", { channel, user: incoming.user, ...body }),
      );
      return answer?.kind === "ok";
    },

    async point(incoming, at) {
      const link = await workspaces
        .call(at.team, "chat.getPermalink", { channel: at.channel, message_ts: at.ts })
        .catch(() => null);
      const url = link?.kind === "ok" ? textOf(link.data, "permalink") : "";
      await this.whisper(incoming, sentView(url || null));
    },

    async inChannel(team, channel, view, key) {
      return (await post(team, channel, view, key)) !== null;
    },

    async openModal({ team, triggerId }, modal, over) {
      if (!triggerId) return null;
      // A trigger works once: there is no second try.
      const answer = await workspaces
        .call(team, over ? "views.push" : "views.open", { trigger_id: triggerId, view: modal })
        .catch(() => null);
      if (answer?.kind === "ok") return textOf(answer.data, "view", "id");
      log.warn({ error: answer?.kind === "error" ? answer.detail : "no answer" }, "a form could not be opened");
      return null;
    },

    async changeModal(team, view, modal) {
      const answer = await insist("modal", () => workspaces.call(team, "views.update", { view_id: view, view: modal }));
      return answer?.kind === "ok";
    },

    async publishHome({ team, user }, view) {
      const fileOf = await pictures.prepare(team, view);
      const tab = homeTab(view, { shared: false, fileOf });
      const answer = await insist("home", () => workspaces.call(team, "views.publish", { user_id: user, view: tab }));
      return answer?.kind === "ok";
    },

    async modalOf(team, view, luggage) {
      const fileOf = await pictures.prepare(team, view);
      return viewModal(view, { shared: false, fileOf }, writeLuggage(luggage));
    },

    formOf(form, luggage) {
      return formModal(form, writeLuggage(luggage));
    },
  };

  /** False when Slack takes no more answers there (30 minutes, 5 uses). */
  async function respond(url: string, body: object): Promise<boolean> {
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(patienceMs),
      });
      return answer.ok;
    } catch {
      return false;
    }
  }
}

/** The study session a view belongs to: the one its "Stop for now" would end. */
function sessionOf(view: View): string | null {
  for (const part of view.parts) {
    if (part.kind !== "buttons") continue;
    for (const { press } of part.buttons) {
      const id = "action" in press ? parseActionId(press.action) : null;
      if (id?.name === "stop" && id.object) return id.object;
    }
  }
  return null;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
