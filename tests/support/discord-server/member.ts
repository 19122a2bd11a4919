import { isObject, type Json, list, types } from "./check-component.ts";
import { flatten } from "./check-message.ts";
import type { Gateway } from "./gateway.ts";
import { deadlineMs, type Interaction, type Outcome, type openInteractions } from "./interactions.ts";
import type { State, StoredChannel, StoredGuild, StoredMessage } from "./state.ts";
import { resolvedUploads, submittedInput } from "./submit.ts";

/** A person at their Discord: what they type, press and see. */
export interface DiscordMember {
  readonly id: string;
  readonly name: string;
  /**
   * Name of the channel they are in; null: the direct message with the bot. In a channel of a server where the bot is
   * not, they use the bot they have installed for themselves.
   */
  channel: string | null;
  /** `ann.command("study", { topic: "numpy" })`, `ann.command("cohort join")`. */
  command(words: string, options?: Readonly<Record<string, string | number>>): Promise<Outcome>;
  /** The entry of a person's menu. */
  menu(label: string, target: string): Promise<Outcome>;
  /** Presses a button of the message they see, or of a post, by its label or its beginning. */
  press(label: string, on?: StoredMessage): Promise<Outcome>;
  /** Presses any id, as from a message of long ago. */
  pressId(customId: string, on: StoredMessage, values?: readonly string[]): Promise<Outcome>;
  pick(option: string, on?: StoredMessage): Promise<Outcome>;
  /** Submits the open form; what is not given keeps what the form shows. Throws for what Discord would not let through. */
  submit(values: Readonly<Record<string, string | readonly string[]>>): Promise<Outcome>;
  /** What is offered while they type an option. */
  type(words: string, option: string, typed: string): Promise<readonly Json[]>;
  /** Sends the raw interaction again, as a resumed gateway may. */
  repeatLast(): void;
  /** The latest message they were shown. */
  readonly message: StoredMessage;
  readonly form: Json;
  /** Texts and `[buttons]` of that message. */
  readonly text: string;
  /** Of the last interaction: milliseconds until the first answer; null: none came. */
  readonly answeredAfterMs: number | null;
  /** Waits no longer for an answer to what was done last. */
  finish(): void;
  /** Resolves at the next outcome of what was done last, such as the edit after a deferral. */
  next(): Promise<Outcome>;
}

interface MemberParts {
  readonly id: string;
  readonly name: string;
  readonly manages: boolean;
  readonly guild: StoredGuild;
  readonly state: State;
  readonly gateway: Gateway;
  readonly interactions: ReturnType<typeof openInteractions>;
  readonly nowMs: () => number;
  readonly violate: (request: string, complaints: readonly string[]) => void;
  /** Where what people hand in can be read. */
  readonly filesUrl: string;
}

export function openMember(parts: MemberParts): DiscordMember {
  const { state, guild } = parts;
  let channelName: string | null = [...state.channels.values()].find((one) => one.guild === guild.id)?.name ?? null;
  let message: StoredMessage | undefined;
  let form: Json | undefined;
  let formFrom: StoredMessage | null = null;
  let last: { data: Json; interaction: Interaction } | undefined;
  let queue: Outcome[] = [];
  let waiting: ((outcome: Outcome) => void) | null = null;

  function take(outcome: Outcome, from: Interaction): void {
    if (from !== last?.interaction) return;
    if (outcome.kind === "message") message = outcome.message;
    if (outcome.kind === "form") {
      form = outcome.form;
      formFrom = from.pressed;
    }
    if (waiting) {
      const resolve = waiting;
      waiting = null;
      resolve(outcome);
    } else queue.push(outcome);
  }

  function next(): Promise<Outcome> {
    const ready = queue.shift();
    if (ready) return Promise.resolve(ready);
    return new Promise((resolve) => {
      waiting = resolve;
    });
  }

  function place(): StoredChannel {
    const found = channelName
      ? [...state.channels.values()].find((one) => one.name === channelName && one.guild !== null)
      : ([...state.channels.values()].find((one) => one.recipient === parts.id) ??
        state.addChannel({ name: "", guild: null, type: 1, recipient: parts.id }));
    if (!found) throw new Error(`there is no channel ${channelName}`);
    return found;
  }

  function act(type: number, data: Json, pressed: StoredMessage | null): Promise<Outcome> {
    const channel = pressed ? (state.channels.get(pressed.channel_id) ?? place()) : place();
    const id = state.snowflake();
    const madeMs = parts.nowMs();
    const user = {
      id: parts.id,
      username: parts.name.toLowerCase(),
      global_name: parts.name,
      discriminator: "0",
      avatar: null,
    };
    const inGuild = channel.guild !== null;
    const isBotHere = channel.guild === null || state.guilds.has(channel.guild);
    let timer: NodeJS.Timeout | undefined;
    queue = [];
    const outcome = new Promise<Outcome>((resolve, reject) => {
      waiting = resolve;
      timer = setTimeout(() => {
        parts.violate(`interaction ${id}`, ["no answer within 3 s"]);
        reject(new Error("The application did not respond"));
      }, deadlineMs);
    });
    const interaction: Interaction = {
      id,
      token: `token-${id}`,
      type,
      userId: parts.id,
      madeMs,
      channel,
      pressed,
      answered: null,
      answeredAfterMs: null,
      deferredFlags: null,
      original: null,
      outcome: (one) => take(one, interaction),
      acknowledged: () => clearTimeout(timer),
    };
    const raw: Json = {
      id,
      application_id: state.applicationId,
      type,
      token: interaction.token,
      version: 1,
      data,
      channel_id: channel.id,
      channel: { id: channel.id, type: channel.type, name: channel.name, parent_id: channel.parent },
      context: inGuild ? 0 : 1,
      authorizing_integration_owners: isBotHere ? { "0": channel.guild ?? "0" } : { "1": parts.id },
      entitlements: [],
      locale: "en-US",
      attachment_size_limit: 10_485_760,
      ...(pressed ? { message: shownPressed(pressed) } : {}),
      ...(inGuild
        ? {
            guild_id: channel.guild,
            guild: { id: channel.guild, locale: "en-US", features: [] },
            member: {
              user,
              roles: [],
              joined_at: "2027-01-01T00:00:00Z",
              deaf: false,
              mute: false,
              flags: 0,
              permissions: parts.manages ? "32" : "0",
            },
          }
        : { user }),
    };
    last = { data: raw, interaction };
    parts.interactions.open(interaction);
    parts.gateway.dispatch(isBotHere ? channel.guild : null, "INTERACTION_CREATE", raw);
    return outcome;
  }

  function shownPressed(pressed: StoredMessage): Json {
    return {
      id: pressed.id,
      channel_id: pressed.channel_id,
      flags: pressed.flags,
      components: pressed.components,
      attachments: pressed.attachments,
      author: { ...pressed.author, username: "interleave", discriminator: "0000", avatar: null, global_name: null },
      content: pressed.content,
      embeds: [],
      mentions: [],
      mention_roles: [],
      mention_everyone: false,
      pinned: false,
      tts: false,
      type: 0,
      timestamp: new Date(pressed.sentMs).toISOString(),
      edited_timestamp: null,
    };
  }

  function shown(): StoredMessage {
    if (!message) throw new Error(`${parts.name} sees no message yet`);
    return message;
  }
  function opened(): Json {
    if (!form) throw new Error(`${parts.name} has no form open`);
    return form;
  }

  function commandData(words: string, options: Readonly<Record<string, string | number>>, focused?: string): Json {
    const [name = "", sub] = words.split(" ");
    const known = [...state.commands.values()].flat().find((one) => one.name === name && one.type === 1);
    const specs = sub ? list(list(known?.options).find((one) => one.name === sub)?.options) : list(known?.options);
    const given = Object.entries(options).map(([key, value]) => ({
      name: key,
      type: Number(specs.find((one) => one.name === key)?.type ?? 3),
      value,
      ...(key === focused ? { focused: true } : {}),
    }));
    if (!known) throw new Error(`there is no command /${name}`);
    checkOffered(known);
    return { id: String(known.id), name, type: 1, options: sub ? [{ name: sub, type: 1, options: given }] : given };
  }

  /** A global command is only offered where its contexts and its way of being installed allow. */
  function checkOffered(command: Json): void {
    if (command.guild_id !== undefined) return;
    const { guild: where } = place();
    const context = where === null ? 1 : 0;
    const install = where === null || state.guilds.has(where) ? 0 : 1;
    const contexts = Array.isArray(command.contexts) ? command.contexts : [0, 1, 2];
    const installs = Array.isArray(command.integration_types) ? command.integration_types : [0];
    if (!contexts.includes(context) || !installs.includes(install)) {
      throw new Error(`/${String(command.name)} is not offered there`);
    }
  }

  const member: DiscordMember = {
    id: parts.id,
    name: parts.name,
    get channel() {
      return channelName;
    },
    set channel(name) {
      channelName = name;
    },
    command: (words, options = {}) => act(2, commandData(words, options), null),
    menu(label, target) {
      const resolved = {
        users: { [target]: { id: target, username: "x", global_name: "X", discriminator: "0", avatar: null } },
      };
      return act(2, { id: "1", name: label, type: 2, target_id: target, resolved }, null);
    },
    press(label, on) {
      const buttons = flatten((on ?? shown()).components).filter((one) => one.type === types.button);
      const found =
        buttons.find((one) => one.label === label) ?? buttons.find((one) => String(one.label).startsWith(label));
      if (!found) throw new Error(`no button "${label}" on\n${messageText(on ?? shown())}`);
      return member.pressId(String(found.custom_id), on ?? shown());
    },
    pressId: (customId, on, values) =>
      act(3, { custom_id: customId, component_type: values ? 3 : 2, ...(values ? { values } : {}) }, on),
    pick(option, on) {
      for (const select of flatten((on ?? shown()).components)) {
        const found = list(select.options).find((one) => one.label === option || one.value === option);
        if (found) return member.pressId(String(select.custom_id), on ?? shown(), [String(found.value)]);
      }
      throw new Error(`no option "${option}" on\n${messageText(on ?? shown())}`);
    },
    submit(values) {
      const submitted = opened();
      const components = list(submitted.components).map((top, index) =>
        isObject(top.component)
          ? { type: top.type, id: index + 1, component: submittedInput(top.component, values, index) }
          : { type: top.type, id: index + 1 },
      );
      const unknown = Object.keys(values).filter((name) => !flatten([submitted]).some((one) => one.custom_id === name));
      if (unknown.length > 0) throw new Error(`the form has no ${unknown.join(", ")}`);
      const resolved = resolvedUploads(components, state, parts.filesUrl);
      form = undefined;
      return act(5, { custom_id: submitted.custom_id, components, ...(resolved ? { resolved } : {}) }, formFrom);
    },
    async type(words, option, typed) {
      const outcome = await act(4, commandData(words, { [option]: typed }, option), null);
      return outcome.kind === "choices" ? outcome.choices : [];
    },
    repeatLast() {
      if (last) parts.gateway.dispatch(last.interaction.channel.guild, "INTERACTION_CREATE", last.data);
    },
    get message() {
      return shown();
    },
    get form() {
      return opened();
    },
    get text() {
      return messageText(shown());
    },
    get answeredAfterMs() {
      return last?.interaction.answeredAfterMs ?? null;
    },
    finish: () => last?.interaction.acknowledged(),
    next,
  };
  return member;
}

/** Texts, then `[buttons]` and `▾ selects`, a row a line. */
export function messageText(message: StoredMessage): string {
  const lines: string[] = [];
  const walk = (one: Json): void => {
    if (one.type === types.text) lines.push(String(one.content));
    else if (one.type === types.separator) lines.push("──");
    else if (one.type === types.gallery)
      lines.push(...list(one.items).map((item) => `{pic ${String(item.description)}}`));
    else if (one.type === types.file) lines.push(`{file ${String(isObject(one.file) ? one.file.url : "")}}`);
    else if (one.type === types.row) {
      lines.push(
        list(one.components)
          .map((child) => (child.type === types.button ? `[${String(child.label)}]` : `▾ ${String(child.placeholder)}`))
          .join(" "),
      );
    } else list(one.components).forEach(walk);
  };
  message.components.forEach(walk);
  return lines.join("\n");
}
