import type { AppContext } from "../app/context.ts";
import { findReader, type Reader } from "../app/people/reader.ts";
import { isDatabaseAway } from "../db/unavailable.ts";
import { errorText, stackText } from "../errors.ts";
import type { Action, Press } from "./actions/action.ts";
import { type ActionId, parseActionId } from "./actions/action-id.ts";
import { keepRefusedForm } from "./actions/fix.ts";
import { actions as allActions } from "./actions/index.ts";
import type { Chat } from "./chat.ts";
import type { Command } from "./commands/command.ts";
import { commands as allCommands } from "./commands/index.ts";
import type { ActionEvent, Answers, CommandEvent, FormEvent, InboundEvent, Reply } from "./event.ts";
import { hint } from "./event.ts";
import { home } from "./home.ts";
import type { Conversation, Platform } from "./platform.ts";
import { tellOnScreen } from "./unsaid.ts";
import { databaseAwayView, unexpectedView, unknownButtonView, unknownCommandView } from "./views/errors.ts";
import { workspaceChanged } from "./workspace.ts";

export interface ConversationParts {
  readonly ctx: AppContext;
  readonly platform: Pick<Platform, "id" | "capabilities" | "access" | "files">;
  readonly wake: () => void;
  readonly commands?: readonly Command[];
  readonly actions?: readonly Action[];
}

/** Event -> command or action -> use case -> reply. The only place that catches. */
export function openConversation(parts: ConversationParts): Conversation {
  const commands = new Map((parts.commands ?? allCommands).map((command) => [command.spec.name, command]));
  const actions = new Map((parts.actions ?? allActions).map((action) => [action.name, action]));

  const specs = [...commands.values()].map((command) => command.spec);

  async function deliver(event: InboundEvent): Promise<Reply> {
    const chat = chatOf(event);
    try {
      const reply = inItsPlace(event, await answer(chat, event));
      // What happens to a workspace happens to nobody in person.
      return event.kind === "home" || event.kind === "workspace" ? reply : await tellOnScreen(chat, reply);
    } catch (error) {
      return apologise(parts.ctx, event, error);
    }
  }

  function chatOf(event: InboundEvent): Chat {
    let reader: Promise<Reader> | undefined;
    const chat: Chat = {
      ctx: parts.ctx,
      actor: event.actor,
      place: event.place,
      eventKey: event.key,
      platform: parts.platform,
      commands: specs,
      wake: parts.wake,
      reader() {
        reader ??= findReader(parts.ctx, event.actor);
        return reader;
      },
      formOf(text) {
        const id = parseActionId(text);
        return (id && actions.get(id.name)?.form?.(chat, id)) ?? null;
      },
    };
    return chat;
  }

  async function answer(chat: Chat, event: InboundEvent): Promise<Reply> {
    switch (event.kind) {
      case "command": {
        const command = commands.get(event.name);
        return command ? command.run(chat, event) : hint(unknownCommandView(event.name));
      }
      case "action":
      case "form": {
        const id = parseActionId(event.id);
        const action = id && actions.get(id.name);
        if (!id || !action) return hint(unknownButtonView());
        const press = pressOf(id, event);
        const reply = await action.run(chat, press);
        const refusedHere = reply.kind === "reject" && !parts.platform.capabilities.rejectsInForm;
        return refusedHere ? keepRefusedForm(chat, event.id, press, reply.reasons) : reply;
      }
      case "home":
        return home(chat);
      case "workspace":
        return workspaceChanged(chat, event);
    }
  }

  function answers(event: InboundEvent): Answers {
    switch (event.kind) {
      case "command":
        return commandAnswers(commands.get(event.name), event);
      case "action":
      case "form": {
        const id = parseActionId(event.id);
        return (id && actions.get(id.name)?.answers) ?? "private";
      }
      default:
        return "private";
    }
  }

  async function suggest(event: CommandEvent, option: string, typed: string) {
    const command = commands.get(event.name);
    if (!command?.suggest) return [];
    try {
      return (await command.suggest(chatOf(event), event, option, typed)).slice(0, 25);
    } catch (error) {
      parts.ctx.log.warn({ command: event.name, option, error: errorText(error) }, "suggestions failed");
      return [];
    }
  }

  return { deliver, answers, suggest, commands: specs };
}

function commandAnswers(command: Command | undefined, event: CommandEvent): Answers {
  const subcommand = command?.spec.subcommands?.find((one) => one.name === event.subcommand);
  return subcommand?.answers ?? command?.spec.answers ?? "private";
}

function pressOf(id: ActionId, event: ActionEvent | FormEvent): Press {
  const values = event.kind === "action" ? event.values : [];
  const form = event.kind === "form" ? event.values : {};
  const message = event.kind === "action" ? event.message : undefined;
  return { ...id, values, form, ...(message === undefined ? {} : { message }) };
}

/** A post in a channel belongs to everybody: what one person's press leads to appears beside it, in private. */
function inItsPlace(event: InboundEvent, reply: Reply): Reply {
  const onPost = event.kind === "action" && event.message !== undefined;
  return onPost && reply.kind === "replace" ? { kind: "show", view: reply.view, private: true } : reply;
}

function apologise(ctx: AppContext, event: InboundEvent, error: unknown): Reply {
  const reference = ctx.random.id().slice(0, 4).toUpperCase();
  const away = isDatabaseAway(error);
  ctx.log.error(
    { reference, kind: event.kind, key: event.key, error: errorText(error), stack: stackText(error) },
    "an event failed",
  );
  const again = event.kind === "action" ? event.id : null;
  const typed = event.kind === "form" ? Object.values(event.values).filter((value) => typeof value === "string") : [];
  return hint(away ? databaseAwayView(again, typed) : unexpectedView(reference, again, typed));
}
