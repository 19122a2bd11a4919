import type { Chat } from "../chat.ts";
import type { CommandEvent, Reply } from "../event.ts";
import type { CommandSpec, Suggestion } from "./spec.ts";

export interface Command {
  readonly spec: CommandSpec;
  run(chat: Chat, event: CommandEvent): Promise<Reply>;
  suggest?(chat: Chat, event: CommandEvent, option: string, typed: string): Promise<readonly Suggestion[]>;
}
