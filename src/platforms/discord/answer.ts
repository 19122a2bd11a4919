import { InteractionType, SnowflakeUtil } from "discord.js";
import type { APIInteraction, APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { ActionEvent, Answers, CommandEvent, EventPlace, FormEvent, Reply } from "../../chat/event.ts";
import type { Conversation } from "../../chat/platform.ts";
import { button, buttons, text, type View } from "../../chat/view.ts";
import { errorText } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { discordLimits } from "./limits.ts";
import { type ChannelName, focusedOption, isPost, parseInteraction } from "./parse.ts";
import { codeOf, isBadBody } from "./refusal.ts";
import { renderForm } from "./render/form.ts";
import type { Rendered } from "./render/message.ts";
import type { Renderer } from "./renderer.ts";
import { openRush } from "./rush.ts";
import { discordTexts } from "./texts.ts";
import type { Turn } from "./turn.ts";

type Heard = CommandEvent | ActionEvent | FormEvent;

/** A reply, rendered: what remains is to send it. */
type Prepared =
  | { readonly kind: "nothing" }
  | { readonly kind: "form"; readonly form: APIModalInteractionResponseCallbackData }
  | {
      readonly kind: "message";
      readonly rendered: Rendered;
      readonly view: View;
      readonly as: "replace" | "private" | "public";
      /** Worth a direct message when the way back is gone. */
      readonly lasting: boolean;
    };

export interface Answering {
  /** Answers an interaction. Never rejects. */
  answer(raw: APIInteraction): Promise<void>;
  /** Resolves once nothing is under way any more. */
  idle(): Promise<void>;
}

export interface AnsweringParts {
  readonly conversation: Conversation;
  readonly renderer: Renderer;
  readonly openTurn: (raw: APIInteraction) => Turn;
  /** The way to a person whose screen is out of reach. */
  readonly sendDirect: (userId: string, view: View, key: string) => Promise<unknown>;
  readonly channelName: ChannelName;
  readonly nowMs: () => number;
  readonly log: Log;
  readonly limits: { readonly deferAfterMs: number; readonly formAfterMs: number };
}

/**
 * The first answer must reach Discord within 3 s, and exactly one is taken. What is ready in time is that answer; what
 * is not is announced ("thinking", or a press that stays pressed) and brought by an edit. A form can only be a first
 * answer, so nothing is announced where one may come.
 */
export function openAnswering(parts: AnsweringParts): Answering {
  const { conversation, log } = parts;
  const underWay = new Set<Promise<void>>();
  const rush = openRush(discordLimits.rush);
  const heard = new Set<string>();

  async function answerNow(raw: APIInteraction): Promise<void> {
    if (raw.type === InteractionType.ApplicationCommandAutocomplete) return suggest(raw);
    const event = parseInteraction(raw, parts.channelName);
    // A resumed connection may bring again what was answered before.
    if (!event || !isNew(event.key)) return;
    const how = conversation.answers(event);
    const turn = parts.openTurn(raw);
    const own = "message" in raw && raw.message !== undefined && !isPost(raw);
    const announce = () => rush.telling(() => turn.defer(deferral(how, own, event.place)));
    if (how === "form") {
      const work = prepare(event, own);
      const inTime = await within(parts.limits.formAfterMs, work);
      if (inTime !== "late") return first(event, raw, turn, inTime, own);
      await announce();
      return afterwards(event, turn, formLate(event, await work, parts.renderer));
    }
    if (rush.isOn()) {
      await announce();
      return afterwards(
        event,
        turn,
        rush.inTurn(() => prepare(event, own)),
      );
    }
    const work = prepare(event, own);
    const patience = rush.patience(parts.limits.deferAfterMs - spentMs(raw));
    const inTime = await Promise.race([work, patience.over]).finally(patience.end);
    if (inTime) return first(event, raw, turn, inTime, own);
    await announce();
    return afterwards(event, turn, work);
  }

  function isNew(key: string): boolean {
    if (heard.has(key)) return false;
    heard.add(key);
    const [oldest] = heard;
    if (heard.size > discordLimits.keptKeys && oldest) heard.delete(oldest);
    return true;
  }

  /** The 3 s began when Discord made the interaction. A clock that is far off says nothing of that. */
  function spentMs(raw: APIInteraction): number {
    const ageMs = parts.nowMs() - SnowflakeUtil.timestampFrom(raw.id);
    return ageMs > 0 && ageMs < 3_000 ? ageMs : 0;
  }

  function prepare(event: Heard, own: boolean): Promise<Prepared> {
    const work = conversation.deliver(event).then((reply) => prepareReply(reply, own, event.place));
    // Whoever awaits it hears of it; nobody may, where the telling failed.
    work.catch(() => undefined);
    return work;
  }

  /** Public only where the bot belongs: one that a person brought along speaks to them alone. */
  async function prepareReply(reply: Reply, own: boolean, place: EventPlace): Promise<Prepared> {
    switch (reply.kind) {
      case "nothing":
      case "reject":
        return { kind: "nothing" };
      case "open":
        return { kind: "form", form: renderForm(reply.form) };
      case "show":
      case "replace": {
        const isPublic = reply.kind === "show" && !reply.private && place.kind === "channel";
        const as = isPublic ? "public" : reply.kind === "replace" && own ? "replace" : "private";
        const lasting = as !== "public" && !(reply.kind === "show" && reply.hint === true);
        return { kind: "message", rendered: await parts.renderer.view(reply.view), view: reply.view, as, lasting };
      }
    }
  }

  async function first(event: Heard, raw: APIInteraction, turn: Turn, reply: Prepared, own: boolean): Promise<void> {
    switch (reply.kind) {
      case "nothing":
        return turn.acknowledge(own || "message" in raw);
      case "form":
        if (raw.type !== InteractionType.ModalSubmit) return turn.openForm(reply.form);
        log.error({ key: event.key }, "a form was to open from a form, which Discord does not do");
        return turn.acknowledge(own);
      case "message":
        return tryBody(reply, (rendered) => turn.first(rendered, reply.as));
    }
  }

  async function afterwards(event: Heard, turn: Turn, work: Promise<Prepared> | Prepared) {
    const reply = await work;
    if (reply.kind === "nothing") return turn.withdraw();
    if (reply.kind === "form") throw new Error("a form cannot follow a deferral");
    if (turn.expired()) return byDirectMessage(event, reply);
    try {
      await tryBody(reply, (rendered) => turn.follow(rendered, reply.as));
    } catch (error) {
      if (!isGone(error)) throw error;
      await byDirectMessage(event, reply);
    }
  }

  /** Should Discord not take a body of ours, its plain sentence is still said. */
  async function tryBody(reply: Extract<Prepared, { kind: "message" }>, send: (rendered: Rendered) => Promise<void>) {
    try {
      await send(reply.rendered);
    } catch (error) {
      if (!isBadBody(error) || isGone(error)) throw error;
      log.error({ error: errorText(error) }, "Discord did not take a screen; its sentence is shown instead");
      const { fallback } = reply.view;
      await send(await parts.renderer.view({ parts: [text(fallback)], fallback }));
    }
  }

  async function byDirectMessage(event: Heard, reply: Extract<Prepared, { kind: "message" }>): Promise<void> {
    if (!reply.lasting) return;
    await parts.sendDirect(event.actor.userId, reply.view, event.key);
  }

  async function suggest(raw: APIInteraction): Promise<void> {
    const event = parseInteraction(raw, parts.channelName);
    const focused = focusedOption(raw);
    if (event?.kind !== "command" || !focused) return;
    const found = await within(parts.limits.formAfterMs, conversation.suggest(event, focused.name, focused.typed));
    await parts.openTurn(raw).suggest(found === "late" ? [] : found);
  }

  return {
    answer(raw) {
      rush.began();
      const mine: Promise<void> = answerNow(raw)
        .catch((error: unknown) => {
          log.warn(
            { interaction: raw.id, code: codeOf(error), error: errorText(error) },
            "an answer did not get through",
          );
        })
        .finally(() => {
          rush.done();
          underWay.delete(mine);
        });
      underWay.add(mine);
      return mine;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function deferral(how: Answers, own: boolean, place: EventPlace): "update" | "private" | "public" {
  if (how === "update" && own) return "update";
  return how === "public" && place.kind === "channel" ? "public" : "private";
}

/** What would have been a form becomes a way to ask for it again. */
async function formLate(event: Heard, reply: Prepared, renderer: Renderer): Promise<Prepared> {
  if (reply.kind !== "form") return reply;
  const again = event.kind === "command" ? null : button(discordTexts.tryAgain, event.id, "primary");
  const words = event.kind === "command" ? discordTexts.lateCommand(event.name) : discordTexts.lateForm;
  const view: View = { tone: "notice", parts: [text(words), ...(again ? [buttons(again)] : [])], fallback: words };
  return { kind: "message", rendered: await renderer.view(view), view, as: "private", lasting: false };
}

/** Unknown webhook, invalid webhook token: the 15 minutes are over. */
function isGone(error: unknown): boolean {
  const code = codeOf(error);
  return code === 10_015 || code === 50_027;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
