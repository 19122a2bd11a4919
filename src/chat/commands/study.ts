import { suggestTopics } from "../../app/study/find-topic.ts";
import { openSession } from "../../app/study/open-session.ts";
import { trackOf } from "../../app/study/waiting.ts";
import { openView, workspaceOf } from "../actions/study/replies.ts";
import { showPrivately } from "../event.ts";
import type { Command } from "./command.ts";

const mostCards = 100;

export const study: Command = {
  spec: {
    name: "study",
    summary: "Your cards, in private: what is due first, then new ones",
    group: "Study",
    answers: "private",
    anywhere: true,
    options: [
      { name: "topic", summary: "A block, a deck, a topic or a skill", kind: "text", completes: true },
      { name: "count", summary: "How many cards at most", kind: "number", min: 1, max: mostCards },
    ],
  },
  async run(chat, event) {
    const typed = Number.parseInt(event.options.count ?? "", 10);
    const count = Number.isNaN(typed) ? undefined : Math.min(mostCards, Math.max(1, typed));
    const topic = event.options.topic?.trim() || undefined;
    const outcome = await openSession(chat.ctx, await chat.reader(), { topic, count, at: workspaceOf(chat) });
    return showPrivately(openView(outcome));
  },
  async suggest(chat, _event, _option, typed) {
    const { learner } = await chat.reader();
    const track = (await trackOf(chat.ctx, learner)) ?? [...chat.ctx.tracks.keys()][0];
    if (!track) return [];
    const topics = await suggestTopics(chat.ctx, track, typed);
    return topics.map(({ id, title }) => ({ name: title.slice(0, 100), value: id }));
  },
};
