import { h } from "./dom.ts";
import type { ConversationId } from "./protocol.ts";
import { me, type State } from "./state.ts";
import { botAvatar } from "./timeline.ts";

/** Commands a newcomer may begin with, as far as they are there. */
const firstCommands = ["study", "daily", "progress", "leaderboard", "help"];

/** What stands in a conversation before anything was said. */
export function drawWelcome(
  panel: HTMLElement,
  state: State,
  conversation: ConversationId,
  send: (text: string) => void,
): void {
  const said = [...state.messages.values()].some((message) => message.conversation === conversation);
  panel.hidden = said;
  if (said) return;
  const isDirect = conversation.startsWith("@");
  const names = firstCommands.filter((name) => state.snapshot.commands.some((command) => command.name === name));
  panel.replaceChildren(
    botAvatar(),
    h("h2", {}, isDirect ? "Just you and Interleave" : `Welcome, ${me(state).name}`),
    h(
      "p",
      {},
      isDirect
        ? "Reminders and notices come here. Everything you start here stays between the two of you."
        : "This is a study group's channel, as it would be on Discord or Slack. Be several people, each in a window of their own, and move the clock to see cards come back.",
    ),
    h(
      "div",
      { class: "welcome-commands" },
      ...names.map((name) => {
        const button = h("button", { type: "button", class: "button plain" }, `/${name}`);
        button.addEventListener("click", () => send(`/${name}`));
        return button;
      }),
    ),
  );
}
