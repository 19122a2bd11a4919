import type { InboundEvent, Reply } from "../../src/chat/event.ts";
import { hint, open, replace, showPrivately } from "../../src/chat/event.ts";
import type { Conversation } from "../../src/chat/platform.ts";
import { button, buttons, type Form, heading, note, text, type View } from "../../src/chat/view.ts";

export const sampleChannel = { workspace: "playground", channel: "ml-daily" };

export const front: View = {
  title: "Card 3/20 · Supervised learning",
  parts: [
    text("Why can a random forest regressor not predict above the largest target it was trained on?"),
    note("Hard: back in 5 days (Mon 15 Mar)."),
    buttons(
      button("Show answer", "1:answer:p1", "primary"),
      button("Hint", "1:hint:p1"),
      button("Undo Hard", "1:undo:p1"),
      button("Stop for now", "1:stop:p1"),
    ),
    {
      kind: "select",
      action: "1:more:p1",
      placeholder: "More for this card",
      options: [
        { label: "Bury until tomorrow", value: "bury" },
        { label: "Suspend", value: "suspend", description: "It stays in /card search" },
        { label: "Flag a mistake", value: "flag" },
      ],
    },
  ],
  fallback: "Card 3 of 20: Why can a random forest regressor not predict above the largest target?",
};

export const back: View = {
  title: "Card 3/20 · Supervised learning",
  parts: [
    text("Why can a random forest regressor not predict above the largest target it was trained on?"),
    { kind: "divider" },
    text(
      "Each leaf predicts the mean of its training targets, and the forest averages those means. No mean exceeds the largest target, so it cannot extrapolate.",
    ),
    {
      kind: "picture",
      name: "mean",
      spec: {
        kind: "formula",
        tex: "\\hat{y}(x) = \\frac{1}{T} \\sum_{t=1}^{T} \\bar{y}_{\\ell_t(x)} \\le \\max_i y_i",
      },
      alt: "y hat of x equals the mean over trees of leaf means, at most the largest target",
      text: "\\hat{y}(x) \\le \\max_i y_i",
    },
    note("Source: ", { kind: "link", label: "scikit-learn user guide, 1.10", url: "https://scikit-learn.org/stable/" }),
    buttons(
      button("Again · 10 min", "1:rate:p1:again", "plain", "Again: comes back in 10 minutes"),
      button("Hard · 5 days", "1:rate:p1:hard"),
      button("Good · 12 days", "1:rate:p1:good"),
      button("Easy · 21 days", "1:rate:p1:easy"),
    ),
    buttons(button("Undo Hard", "1:undo:p1"), button("Stop for now", "1:stop:p1")),
  ],
  fallback: "The answer: each leaf predicts a mean, and no mean exceeds the largest target.",
};

export const summary: View = {
  title: "Session done: 20/20",
  parts: [
    {
      kind: "fields",
      fields: [
        { label: "Recalled", value: [{ kind: "plain", text: "85% (17 of 20)" }] },
        { label: "Time", value: [{ kind: "plain", text: "11 min" }] },
        { label: "Points", value: [{ kind: "plain", text: "+96, today 96 of 400" }] },
        {
          label: "Next",
          value: [
            { kind: "plain", text: "8 cards " },
            { kind: "time", atMs: 1_804_820_400_000, as: "until", words: "tomorrow from 04:00 (in 9 hours)" },
          ],
        },
      ],
    },
    { kind: "meter", label: "Group goal", value: 9, max: 12 },
    note("3 come back today: bias and variance; log loss; pruning."),
    buttons(
      button("Answer today's question", "1:daily:d1", "primary"),
      button("My progress", "1:progress"),
      button("Undo Good", "1:undo:p1"),
    ),
  ],
  fallback: "Session done: 20 of 20.",
};

export const everything: View = {
  title: "Card 5/20 · Python",
  tone: "notice",
  parts: [
    text("What does ", { kind: "code", text: "a @ b" }, " give for shapes ", { kind: "code", text: "(3, 4)" }, "?"),
    {
      kind: "code",
      source: "import numpy as np\n\na = np.ones((3, 4))\nb = np.ones((4, 2))\nprint((a @ b).shape)",
      language: "python",
    },
    {
      kind: "quote",
      text: "It is (3, 2), since the inner axes are summed over.\nمرحبا @everyone <b>bold</b>",
      by: "Ann",
    },
    heading("Key points"),
    {
      kind: "list",
      marks: "numbers",
      items: [
        [
          { kind: "strong", text: "Must: " },
          { kind: "plain", text: "inner dimensions agree" },
        ],
        [{ kind: "plain", text: "broadcasting of leading axes" }],
      ],
    },
    {
      kind: "ticks",
      action: "1:tick:p1",
      label: "Tick what you said",
      options: [
        { label: "1 inner dimensions agree", value: "1" },
        { label: "2 broadcasting of leading axes", value: "2", description: "Nice to have" },
      ],
      ticked: ["1"],
    },
    {
      kind: "list",
      marks: "letters",
      items: [[{ kind: "plain", text: "Accuracy" }], [{ kind: "plain", text: "Recall" }]],
    },
    { kind: "file", name: "cards.csv", bytes: new TextEncoder().encode("front,back\n1,2\n") },
    { kind: "picture", name: "bad", spec: { kind: "formula", tex: "\\nosuch{x}" }, alt: "broken", text: "\\nosuch{x}" },
    buttons(button("Delete everything", "1:delete", "danger"), {
      label: "Documentation",
      style: "plain",
      press: { url: "https://numpy.org/doc/" },
    }),
  ],
  fallback: "Everything the page can draw.",
};

export const answerForm: Form = {
  title: "Your answer",
  submit: "Save",
  intro: "When would you choose a random forest over gradient boosting?",
  action: "1:answer-form:d1",
  fields: [
    {
      kind: "paragraph",
      name: "words",
      label: "In your own words",
      hint: "Private unless you share it. 20 to 2,000 characters",
      required: true,
      maxLength: 2_000,
    },
    {
      kind: "one",
      name: "board",
      label: "On the leaderboard",
      required: false,
      value: "anonymous",
      options: [
        { label: "Anonymous", value: "anonymous" },
        { label: "Named", value: "named", description: "Your name stands in the group's list" },
      ],
    },
    { kind: "time", name: "time", label: "Reminder", required: false, value: "18:30" },
  ],
};

export const post: View = {
  title: "Question of the day",
  parts: [
    text("When would you choose a random forest over gradient boosting?"),
    note("Week 9 · Supervised learning · medium · about 3 min out loud"),
    buttons(
      button("Answer", "1:daily:d1", "primary"),
      button("Reveal", "1:answer:p1"),
      button("Yesterday's recap", "1:summary"),
    ),
    note("4 of 12 have answered. Open until ", {
      kind: "time",
      atMs: 1_804_786_200_000,
      as: "until",
      words: "Thu 11 Mar 18:30 Berlin",
    }),
  ],
  fallback: "Question of the day: When would you choose a random forest over gradient boosting?",
};

/** A conversation with one of everything the page draws, for tests of the page itself. */
export function openSampleConversation(parts: {
  heard: InboundEvent[];
  hold?: (event: InboundEvent) => Promise<void>;
}): Conversation {
  async function reply(event: InboundEvent): Promise<Reply> {
    switch (event.kind) {
      case "command":
        if (event.name === "study") return showPrivately(front);
        if (event.name === "card") return showPrivately(everything);
        if (event.name === "help") return { kind: "show", view: post, private: false };
        return hint({
          parts: [text(`I do not know /${event.name}. /help shows what works.`)],
          fallback: "Unknown.",
          tone: "error",
        });
      case "action": {
        const [, name, , choice] = event.id.split(":");
        if (name === "answer") return replace(back);
        if (name === "rate") return choice === "easy" ? replace(summary) : replace(front);
        if (name === "daily") return open(answerForm);
        if (name === "nothing") return { kind: "nothing" };
        return replace(name === "undo" ? front : summary);
      }
      case "form": {
        const words = event.values.words;
        if (typeof words !== "string" || words.trim().length < 20) {
          return { kind: "reject", reasons: { words: "A sentence or two, please: at least 20 characters." } };
        }
        return showPrivately(back);
      }
      default:
        return { kind: "nothing" };
    }
  }

  return {
    async deliver(event) {
      parts.heard.push(event);
      await parts.hold?.(event);
      return reply(event);
    },
    answers(event) {
      if (event.kind === "command") return "private";
      return event.kind === "action" && event.id.startsWith("1:daily") ? "form" : "update";
    },
    async suggest(_event, _option, typed) {
      return ["NumPy arrays", "NumPy broadcasting", "Trees and forests"]
        .filter((name) => name.toLowerCase().includes(typed.toLowerCase()))
        .map((name) => ({ name, value: name }));
    },
    commands: [
      {
        name: "study",
        summary: "Your cards, in private",
        group: "Study",
        answers: "private",
        anywhere: true,
        options: [
          { name: "topic", summary: "A topic, such as NumPy", kind: "text", completes: true },
          { name: "count", summary: "How many cards", kind: "number", min: 1, max: 100 },
        ],
      },
      {
        name: "progress",
        summary: "How far you are",
        group: "Study",
        answers: "private",
        anywhere: true,
        options: [
          { name: "member", summary: "Somebody of your group", kind: "member" },
          {
            name: "show",
            summary: "What to look at",
            kind: "choice",
            choices: [
              { name: "overview", value: "overview" },
              { name: "streak", value: "streak" },
            ],
          },
        ],
      },
      {
        name: "card",
        summary: "Search, suspend and flag cards",
        group: "You",
        answers: "private",
        anywhere: true,
        subcommands: [
          {
            name: "search",
            summary: "Find a card by its words",
            answers: "private",
            options: [{ name: "words", summary: "What to look for", kind: "text", required: true }],
          },
          { name: "flag", summary: "Say that a card is off", answers: "private" },
        ],
      },
      { name: "help", summary: "What works, and what to do next", group: "You", answers: "private", anywhere: true },
    ],
  };
}
