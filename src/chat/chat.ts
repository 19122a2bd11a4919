import type { AppContext } from "../app/context.ts";
import type { Reader } from "../app/people/reader.ts";
import type { CommandSpec } from "./commands/spec.ts";
import type { Actor, EventPlace } from "./event.ts";
import type { Platform } from "./platform.ts";
import type { Form } from "./view.ts";

/** What a command or an action gets: the context of the use cases and who is asking from where. */
export interface Chat {
  readonly ctx: AppContext;
  readonly actor: Actor;
  readonly place: EventPlace;
  /** Key of the event: pass it to use cases whose effect must happen once. */
  readonly eventKey: string;
  /** The learner behind the actor, made on first sight; read once per event, and only when asked for. */
  reader(): Promise<Reader>;
  /** The platform the event came from, for what only it can say (access to a channel, files). */
  readonly platform: Pick<Platform, "id" | "capabilities" | "access" | "files">;
  /** What there is to type, for `/help`. */
  readonly commands: readonly CommandSpec[];
  /** The form whose submit carries this action id; null if no action knows it. */
  formOf(id: string): Promise<Form> | null;
  /** Tells the senders that something is owed now (a post was planned or changed), so that nobody waits a minute. */
  wake(): void;
}
