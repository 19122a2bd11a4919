import { InteractionResponseType, MessageFlags, Routes } from "discord.js";
import type { APIInteraction, APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { Suggestion } from "../../chat/commands/spec.ts";
import { messageBody } from "./body.ts";
import type { Requests } from "./connect.ts";
import { discordLimits as limits } from "./limits.ts";
import { isDirect } from "./parse.ts";
import { codeOf, isBroken } from "./refusal.ts";
import type { Rendered } from "./render/message.ts";

/** One interaction's conversation with Discord: one first answer, then edits and follow-ups by its token. */
export interface Turn {
  /** As the first answer: the message itself, or in place of the pressed one. */
  first(rendered: Rendered, as: "replace" | "private" | "public"): Promise<void>;
  openForm(form: APIModalInteractionResponseCallbackData): Promise<void>;
  /** Nothing to show. `quietly`: a press, which may simply end; otherwise Discord needs a message, which goes again. */
  acknowledge(quietly: boolean): Promise<void>;
  suggest(found: readonly Suggestion[]): Promise<void>;
  /** Says that the answer takes longer. */
  defer(as: "update" | "private" | "public"): Promise<void>;
  /** The answer, after a deferral. */
  follow(rendered: Rendered, as: "replace" | "private" | "public"): Promise<void>;
  /** After a deferral, when there is nothing to show. */
  withdraw(): Promise<void>;
  /** The token has run out. */
  expired(): boolean;
}

/** The first answer was given before: ours, whose receipt was lost. */
const alreadyAnswered = 40_060;

export function openTurn(raw: APIInteraction, requests: Requests, nowMs: () => number): Turn {
  const startedMs = nowMs();
  const callback = Routes.interactionCallback(raw.id, raw.token);
  const original = Routes.webhookMessage(raw.application_id, raw.token, "@original");
  // In the direct message with the bot everything is private anyway, and stays.
  const hides = !isDirect(raw);
  let deferred: "update" | "private" | "public" | null = null;

  async function call(type: InteractionResponseType, data?: object, files?: { name: string; data: Buffer }[]) {
    const body = { body: { type, ...(data ? { data } : {}) }, ...(files ? { files } : {}), auth: false };
    try {
      await twice(() => requests.post(callback, body));
    } catch (error) {
      if (codeOf(error) !== alreadyAnswered) throw error;
    }
  }

  return {
    async first(rendered, as) {
      const { body, files } = messageBody(rendered, { ephemeral: as === "private" && hides });
      const { UpdateMessage, ChannelMessageWithSource } = InteractionResponseType;
      await call(as === "replace" ? UpdateMessage : ChannelMessageWithSource, body, files);
    },
    openForm: (form) => call(InteractionResponseType.Modal, form),
    async acknowledge(quietly) {
      if (quietly) return call(InteractionResponseType.DeferredMessageUpdate);
      await call(
        InteractionResponseType.DeferredChannelMessageWithSource,
        hides ? { flags: MessageFlags.Ephemeral } : {},
      );
      await requests.delete(original, { auth: false });
    },
    suggest: (found) =>
      call(InteractionResponseType.ApplicationCommandAutocompleteResult, {
        choices: found
          .filter(({ name, value }) => name !== "" && value.length <= limits.choiceName)
          .slice(0, limits.choices)
          .map(({ name, value }) => ({ name: name.slice(0, limits.choiceName), value })),
      }),
    async defer(as) {
      deferred = as;
      if (as === "update") return call(InteractionResponseType.DeferredMessageUpdate);
      const data = as === "private" && hides ? { flags: MessageFlags.Ephemeral } : undefined;
      await call(InteractionResponseType.DeferredChannelMessageWithSource, data);
    },
    async follow(rendered, as) {
      const isEdit = as === "replace" ? true : deferred === as || (deferred !== "update" && !hides);
      if (isEdit) {
        // The ephemeral flag was fixed by the deferral; V2 comes with the edit.
        await twice(() => requests.patch(original, { ...messageBody(rendered), auth: false }));
        return;
      }
      if (deferred !== "update") await requests.delete(original, { auth: false });
      const sent = messageBody(rendered, { ephemeral: as === "private" && hides });
      await requests.post(Routes.webhook(raw.application_id, raw.token), { ...sent, auth: false });
    },
    async withdraw() {
      if (deferred === "private" || deferred === "public") await requests.delete(original, { auth: false });
    },
    expired: () => nowMs() - startedMs > limits.tokenMs,
  };
}

/** Once more after a connection that broke: both calls do the same again, or are refused. */
async function twice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isBroken(error)) throw error;
    return work();
  }
}
