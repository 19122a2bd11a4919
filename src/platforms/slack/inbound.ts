import type { EventPlace, InboundEvent } from "../../chat/event.ts";
import type { Conversation } from "../../chat/platform.ts";
import type { View } from "../../chat/view.ts";
import { readTyped, wholeCommand } from "./language.ts";
import type { Incoming } from "./parse.ts";
import type { People } from "./people.ts";
import { writeRef } from "./post.ts";
import { lineView, slackTexts, usageView } from "./texts.ts";

/** What the conversation is told, or what can be answered without it. */
export type Inbound =
  | { readonly kind: "event"; readonly event: InboundEvent }
  | { readonly kind: "answer"; readonly view: View };

/** Fills in who it was and where; never rejects. */
export function openInbound(parts: {
  conversation: Pick<Conversation, "commands">;
  people: People;
  prefix: string;
}): (incoming: Incoming) => Promise<Inbound> {
  const { people, prefix } = parts;
  const { commands } = parts.conversation;

  async function placeOf({ team, channel }: Incoming): Promise<EventPlace> {
    if (!channel) return { kind: "direct" };
    const channelName = channel.name || (await people.channelName(team, channel.id));
    return { kind: "channel", workspace: team, channel: channel.id, channelName };
  }

  return async (incoming) => {
    const [actor, place] = await Promise.all([
      people.actor(incoming.team, incoming.user, incoming.userName),
      placeOf(incoming),
    ]);
    const base = { key: incoming.key, actor, place };
    const { what, surface } = incoming;
    switch (what.kind) {
      case "typed": {
        const typed = readTyped(what.command, what.text, commands, prefix);
        if (typed.kind === "usage") return { kind: "answer", view: usageView(typed.spec, prefix, typed.problem) };
        return { kind: "event", event: { ...base, ...typed } };
      }
      case "said": {
        const [first = "", ...rest] = what.text.trim().split(/\s+/);
        const name = first.toLowerCase().replace(/^\//, "");
        const isCommand = name === wholeCommand || commands.some((spec) => spec.name === name);
        if (!isCommand) return { kind: "answer", view: lineView(slackTexts.commandsOnly) };
        const typed = readTyped(name, rest.join(" "), commands, "");
        if (typed.kind === "usage") return { kind: "answer", view: usageView(typed.spec, prefix, typed.problem) };
        return { kind: "event", event: { ...base, ...typed } };
      }
      case "press": {
        const message =
          surface.kind === "post"
            ? { message: writeRef({ team: incoming.team, channel: surface.channel, ts: surface.ts }) }
            : {};
        return { kind: "event", event: { kind: "action", ...base, id: what.id, values: what.values, ...message } };
      }
      case "submit":
        return { kind: "event", event: { kind: "form", ...base, id: what.id, values: what.values } };
      case "invited": {
        const workspace = incoming.team;
        return { kind: "event", event: { kind: "workspace", ...base, change: "invited", workspace } };
      }
      default:
        return { kind: "event", event: { kind: "home", ...base } };
    }
  };
}
