import { isObject, type Json, list } from "./check-component.ts";
import { checkMessage } from "./check-message.ts";
import { checkModal } from "./check-modal.ts";
import { type State, type StoredChannel, type StoredMessage, withIds } from "./state.ts";

/** What a person sees as the outcome of what they did. */
export type Outcome =
  | { readonly kind: "message"; readonly message: StoredMessage }
  | { readonly kind: "form"; readonly form: Json }
  | { readonly kind: "choices"; readonly choices: readonly Json[] }
  /** The press simply ended. */
  | { readonly kind: "nothing" };

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly userId: string;
  readonly madeMs: number;
  readonly channel: StoredChannel;
  readonly pressed: StoredMessage | null;
  answered: number | null;
  answeredAfterMs: number | null;
  deferredFlags: number | null;
  original: StoredMessage | null;
  /** Each outcome, as it comes. */
  outcome(outcome: Outcome): void;
  acknowledged(): void;
}

export interface Answered {
  readonly status: number;
  readonly body?: unknown;
}

export const deadlineMs = 3_000;
export const tokenMs = 15 * 60_000;

const ephemeral = 64;

/** Discord's rules for answers to interactions: one, in 3 s; edits and follow-ups after it, for 15 minutes. */
export function openInteractions(parts: {
  state: State;
  nowMs: () => number;
  violate: (request: string, complaints: readonly string[]) => void;
}) {
  const { state } = parts;
  const open = new Map<string, Interaction>();
  const byId = new Map<string, Interaction>();

  function refuse(status: number, code: number, message: string): Answered {
    return { status, body: { code, message } };
  }
  function invalid(request: string, complaints: readonly string[]): Answered {
    parts.violate(request, complaints);
    return { status: 400, body: { code: 50_035, message: "Invalid Form Body", errors: { complaints } } };
  }

  function callback(id: string, token: string, body: Json, files: ReadonlyMap<string, string>): Answered {
    const request = `callback type ${String(body.type)}`;
    const found = byId.get(id);
    if (!found || found.token !== token) return refuse(404, 10_062, "Unknown interaction");
    if (parts.nowMs() - found.madeMs > deadlineMs) {
      parts.violate(request, [`the first answer came after ${parts.nowMs() - found.madeMs} ms`]);
      return refuse(404, 10_062, "Unknown interaction");
    }
    if (found.answered !== null) {
      parts.violate(request, ["a second first answer"]);
      return refuse(400, 40_060, "Interaction has already been acknowledged.");
    }
    const complaints = checkFirst(found, body, files);
    if (complaints.length > 0) return invalid(request, complaints);
    found.answered = Number(body.type);
    found.answeredAfterMs = parts.nowMs() - found.madeMs;
    found.acknowledged();
    const data = isObject(body.data) ? body.data : {};
    switch (body.type) {
      case 4:
        found.original = add(found, data);
        found.outcome({ kind: "message", message: found.original });
        break;
      case 5:
        found.deferredFlags = Number(data.flags ?? 0) & ephemeral;
        break;
      case 6:
        found.original = found.pressed;
        found.outcome({ kind: "nothing" });
        break;
      case 7:
        found.original = found.pressed;
        if (found.pressed) {
          change(found.pressed, data);
          found.outcome({ kind: "message", message: found.pressed });
        }
        break;
      case 8:
        found.outcome({ kind: "choices", choices: list(data.choices) });
        break;
      case 9:
        found.outcome({ kind: "form", form: data });
        break;
    }
    return { status: 204 };
  }

  function checkFirst(one: Interaction, body: Json, files: ReadonlyMap<string, string>): string[] {
    const data = isObject(body.data) ? body.data : {};
    switch (body.type) {
      case 4:
        return one.type === 4 ? ["autocomplete takes choices"] : checkMessage(data, { files, as: "answer" });
      case 5: {
        const extra = Object.keys(data).filter((key) => key !== "flags");
        const flags = Number(data.flags ?? 0);
        return [
          ...extra.map((key) => `a deferral takes no ${key}`),
          ...((flags & ~ephemeral) === 0 ? [] : ["a deferral takes the ephemeral flag alone"]),
        ];
      }
      case 6:
        return one.pressed ? [] : ["there is no message to defer the update of"];
      case 7:
        if (!one.pressed) return ["there is no message to update"];
        return checkMessage(data, { files, as: "update", wasV2: isV2(one.pressed) });
      case 8: {
        const choices = list(data.choices);
        if (one.type !== 4) return ["choices are for autocomplete"];
        const long = choices.filter(({ name, value }) => !fits(name) || !fits(value));
        return [
          ...(choices.length > 25 ? ["over 25 choices"] : []),
          ...long.map(() => "a choice has 1 to 100 characters"),
        ];
      }
      case 9:
        if (one.type === 5) return ["a form cannot open from a form"];
        if (one.type === 4) return ["autocomplete takes choices"];
        return checkModal(data);
      default:
        return [`there is no answer of type ${String(body.type)}`];
    }
  }

  function webhook(
    method: string,
    token: string,
    target: string | null,
    body: Json,
    files: ReadonlyMap<string, string>,
  ): Answered {
    const request = `${method} webhook ${target ?? "follow-up"}`;
    const found = open.get(token);
    if (!found) return refuse(404, 10_015, "Unknown Webhook");
    if (parts.nowMs() - found.madeMs > tokenMs) return refuse(401, 50_027, "Invalid Webhook Token");
    if (found.answered === null) {
      parts.violate(request, ["before the first answer"]);
      return refuse(404, 10_015, "Unknown Webhook");
    }
    if (target === null) {
      const complaints = checkMessage(body, { files, as: "follow-up" });
      if (complaints.length > 0) return invalid(request, complaints);
      // The first follow-up after a deferral becomes the deferred answer, with what that said of hiding.
      const isDeferred = found.deferredFlags !== null && found.original === null;
      const flags = isDeferred ? (Number(body.flags ?? 0) & ~ephemeral) | (found.deferredFlags ?? 0) : undefined;
      const made = add(found, flags === undefined ? body : { ...body, flags });
      if (isDeferred) found.original = made;
      found.outcome({ kind: "message", message: made });
      return { status: 200, body: { id: made.id, channel_id: made.channel_id } };
    }
    if (method === "DELETE") {
      if (!found.original && found.deferredFlags === null) return refuse(404, 10_008, "Unknown Message");
      found.original = null;
      found.deferredFlags = null;
      found.outcome({ kind: "nothing" });
      return { status: 204 };
    }
    const { original } = found;
    if (!original && found.deferredFlags === null) return refuse(404, 10_008, "Unknown Message");
    const complaints = checkMessage(body, { files, as: "edit of an answer", wasV2: original ? isV2(original) : false });
    if (complaints.length > 0) return invalid(request, complaints);
    if (original) change(original, body);
    else found.original = add(found, { ...body, flags: Number(body.flags ?? 0) | (found.deferredFlags ?? 0) });
    if (found.original) found.outcome({ kind: "message", message: found.original });
    return { status: 200, body: { id: found.original?.id, channel_id: found.channel.id } };
  }

  function add(one: Interaction, data: Json): StoredMessage {
    const flags = Number(data.flags ?? 0);
    return state.message(one.channel, {
      flags,
      components: list(data.components),
      content: String(data.content ?? ""),
      attachments: list(data.attachments),
      nonce: null,
      onlyFor: (flags & ephemeral) !== 0 ? one.userId : null,
    });
  }

  return {
    open(interaction: Interaction): void {
      open.set(interaction.token, interaction);
      byId.set(interaction.id, interaction);
    },
    callback,
    webhook,
  };
}

export function isV2(message: StoredMessage): boolean {
  return (message.flags & 32_768) !== 0;
}

export function change(message: StoredMessage, data: Json): void {
  if (data.components !== undefined) message.components = withIds(list(data.components));
  if (data.content !== undefined) message.content = String(data.content ?? "");
  if (data.attachments !== undefined) message.attachments = list(data.attachments);
  if (data.flags !== undefined) message.flags = Number(data.flags) | (message.flags & ephemeral);
  message.edits += 1;
}

function fits(value: unknown): boolean {
  return typeof value === "string" && value.length >= 1 && value.length <= 100;
}
