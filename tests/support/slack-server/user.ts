import type { SlackServer } from "./server.ts";
import {
  directChannel,
  type Ephemeral,
  elementsOf,
  type Json,
  type Message,
  type ShownView,
  type Team,
  type User,
  wordsOf,
} from "./state.ts";

/** Somebody who types and presses in the stand-in. Each action returns once the app has acknowledged it. */
export interface SlackUser {
  readonly id: string;
  readonly direct: string;
  /** Types a command; in the direct message unless a channel is named. */
  command(text: string, channel?: string): Promise<Json>;
  shortcut(id: string): Promise<Json>;
  /** Presses the button with this label (or beginning with it). */
  press(label: string, on: Message | Ephemeral | ShownView | "home"): Promise<Json>;
  /** Presses any element by its id; with values: sets a select or tick boxes. One that is gone: a button of before. */
  pressId(id: string, values: readonly string[] | null, on: Message | Ephemeral | ShownView | "home"): Promise<Json>;
  pick(value: string, on: Message | ShownView): Promise<Json>;
  tick(values: readonly string[], on: Message | ShownView): Promise<Json>;
  /** Presses by payload, as delivered again. */
  again(): Promise<Json>;
  /** Fills in the open form and submits it: fields by name, what is not given keeps its preset. */
  submit(values: Readonly<Record<string, string | readonly string[]>>): Promise<Json>;
  openHome(): Promise<Json>;
  /** The newest message in the direct message. */
  readonly message: Message | undefined;
  readonly messages: readonly Message[];
  /** The modal on top. */
  readonly modal: ShownView | undefined;
  readonly homeWords: string;
}

export function slackUser(server: SlackServer, team: Team, user: User): SlackUser {
  const { state } = server;
  const direct = directChannel(user.id);
  let last: (() => Promise<Json>) | null = null;

  function send(kind: "slash_commands" | "interactive", payload: Json): Promise<Json> {
    last = () => server.deliver(kind, payload);
    return last();
  }
  function trigger(): string {
    const id = `${state.next()}.${state.next()}.trigger`;
    state.triggers.set(id, { team: team.id, user: user.id, madeAt: performance.now(), used: false });
    return id;
  }
  const responseUrl = (channel: string) =>
    `${server.apiUrl.replace("/api/", "/respond/")}${channel}-${user.id}-${state.next()}`;
  const channelOf = (id: string) => {
    const channel = team.channels.get(id);
    return {
      id,
      name: id.startsWith("D") ? "directmessage" : channel?.isPrivate ? "privategroup" : (channel?.name ?? ""),
    };
  };
  const base = () => ({
    team: { id: team.id, domain: "home" },
    user: { id: user.id, username: user.name.toLowerCase(), name: user.name.toLowerCase(), team_id: team.id },
    api_app_id: "A1",
    token: "verification",
    trigger_id: trigger(),
  });
  const modalNow = () => [...state.views.values()].filter((one) => one.user === user.id && !one.closed).at(-1);

  function act(action: Json, on: Message | Ephemeral | ShownView | "home"): Promise<Json> {
    const actions = [{ ...action, block_id: "b", action_ts: `${state.next()}.5` }];
    if (on === "home" || "view" in on) {
      const view = on === "home" ? { ...team.homes.get(user.id), id: "VHOME" } : viewPayload(on);
      return send("interactive", {
        type: "block_actions",
        ...base(),
        container: { type: "view", view_id: view.id },
        view,
        actions,
      });
    }
    const isEphemeral = "responseUrl" in on;
    return send("interactive", {
      type: "block_actions",
      ...base(),
      container: { type: "message", message_ts: on.ts, channel_id: on.channel, is_ephemeral: isEphemeral },
      channel: channelOf(on.channel),
      ...(isEphemeral ? {} : { message: { ts: on.ts, text: on.text, blocks: on.blocks } }),
      response_url: responseUrl(on.channel),
      actions,
    });
  }

  function viewPayload(shown: ShownView): Json {
    return {
      ...shown.view,
      id: shown.id,
      previous_view_id: shown.previous,
      root_view_id: shown.previous ?? shown.id,
      hash: "1.a",
      team_id: team.id,
    };
  }

  function elementsOn(on: Message | Ephemeral | ShownView | "home"): Json[] {
    const blocks = on === "home" ? team.homes.get(user.id)?.blocks : "view" in on ? on.view.blocks : on.blocks;
    return elementsOf((blocks ?? []) as Json[]);
  }

  const one: SlackUser = {
    id: user.id,
    direct,
    command(text, channel = direct) {
      const [command = "", ...rest] = text.split(" ");
      const { id, name } = channelOf(channel);
      return send("slash_commands", {
        token: "verification",
        team_id: team.id,
        team_domain: "home",
        channel_id: id,
        channel_name: name,
        user_id: user.id,
        user_name: user.name.toLowerCase(),
        command,
        text: rest.join(" "),
        api_app_id: "A1",
        response_url: responseUrl(id),
        trigger_id: trigger(),
      });
    },
    shortcut: (id) =>
      send("interactive", { type: "shortcut", ...base(), callback_id: id, action_ts: `${state.next()}.1` }),
    press(label, on) {
      const buttons = elementsOn(on).filter((element) => element.type === "button");
      const labelOf = (button: Json) => String((button.text as Json).text);
      const button = buttons.find((it) => labelOf(it) === label) ?? buttons.find((it) => labelOf(it).startsWith(label));
      if (!button) throw new Error(`no button "${label}" among ${buttons.map(labelOf).join(", ")}`);
      return act({ type: "button", action_id: button.action_id, text: button.text }, on);
    },
    pressId(id, values, on) {
      const gone: Json = { type: "button", action_id: id, text: { type: "plain_text", text: "Gone", emoji: false } };
      const element = elementsOn(on).find((one) => one.action_id === id) ?? gone;
      const chosen = ((element.options ?? []) as Json[]).filter((one) => values?.includes(String(one.value)));
      const { type, action_id, text } = element;
      if (type === "button") return act({ type, action_id, text }, on);
      if (type === "checkboxes") return act({ type, action_id, selected_options: chosen }, on);
      return act({ type, action_id, selected_option: chosen[0] ?? null }, on);
    },
    pick(value, on) {
      const select = elementsOn(on).find((element) => element.type === "static_select");
      const chosen = (select?.options as Json[] | undefined)?.find((option) => option.value === value);
      if (!select || !chosen) throw new Error(`no option ${value}`);
      return act({ type: "static_select", action_id: select.action_id, selected_option: chosen }, on);
    },
    tick(values, on) {
      const boxes = elementsOn(on).find((element) => element.type === "checkboxes");
      const chosen = (boxes?.options as Json[] | undefined)?.filter((option) => values.includes(String(option.value)));
      if (!boxes || !chosen) throw new Error("nothing to tick");
      return act({ type: "checkboxes", action_id: boxes.action_id, selected_options: chosen }, on);
    },
    again() {
      if (!last) throw new Error("nothing was done yet");
      return last();
    },
    async submit(values) {
      const shown = modalNow();
      if (!shown) throw new Error("no modal is open");
      const inputs = (shown.view.blocks as Json[]).filter((block) => block.type === "input");
      const state_ = {
        values: Object.fromEntries(
          inputs.map((block) => [block.block_id, stateOf(block, values[String(block.block_id)])]),
        ),
      };
      const answer = await send("interactive", {
        type: "view_submission",
        ...base(),
        view: { ...viewPayload(shown), state: state_ },
        response_urls: [],
      });
      settle(shown, answer, inputs);
      return answer;
    },
    openHome: () =>
      server.event(team, { type: "app_home_opened", user: user.id, channel: direct, tab: "home", event_ts: "1.1" }),
    get message() {
      return one.messages.at(-1);
    },
    get messages() {
      return state.messages.filter((message) => message.channel === direct && message.team === team.id);
    },
    get modal() {
      return modalNow();
    },
    get homeWords() {
      return wordsOf((team.homes.get(user.id)?.blocks ?? []) as Json[]);
    },
  };

  function settle(shown: ShownView, answer: Json, inputs: readonly Json[]): void {
    switch (answer.response_action) {
      case undefined:
        shown.closed = true;
        break;
      case "update":
        shown.view = answer.view as Json;
        break;
      case "errors":
        for (const name of Object.keys(answer.errors as Json)) {
          if (!inputs.some((input) => input.block_id === name)) state.problems.push(`errors: no block ${name}`);
        }
        break;
      default:
        state.problems.push(`response_action ${String(answer.response_action)}`);
    }
    state.changed();
  }
  return one;
}

function stateOf(block: Json, given: string | readonly string[] | undefined): Json {
  const element = block.element as Json;
  const options = (element.options ?? []) as Json[];
  const pickOne = (value: unknown) => options.find((option) => option.value === value) ?? null;
  const typed = typeof given === "string" ? given : undefined;
  const state = ((): Json => {
    switch (element.type) {
      case "radio_buttons":
      case "static_select":
        return { selected_option: typed === undefined ? (element.initial_option ?? null) : pickOne(typed) };
      case "checkboxes":
        return {
          selected_options:
            given === undefined
              ? (element.initial_options ?? [])
              : options.filter((option) => given.includes(String(option.value))),
        };
      case "timepicker":
        return { selected_time: typed ?? element.initial_time ?? null };
      case "datepicker":
        return { selected_date: typed ?? element.initial_date ?? null };
      case "conversations_select":
        return { selected_conversation: typed ?? element.initial_conversation ?? null };
      default:
        return { value: typed ?? element.initial_value ?? null };
    }
  })();
  return { [String(element.action_id)]: { type: element.type, ...state } };
}
