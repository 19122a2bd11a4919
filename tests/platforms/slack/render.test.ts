import { describe, expect, test } from "vitest";
import { button, buttons, type Form, field, fields, note, text, type View } from "../../../src/chat/view.ts";
import { toBlocks } from "../../../src/platforms/slack/render/blocks.ts";
import { formModal } from "../../../src/platforms/slack/render/modal.ts";
import { withTyped } from "../../../src/platforms/slack/render/retyped.ts";
import { isRisky, toMrkdwn } from "../../../src/platforms/slack/render/text.ts";

const alone = { shared: false, fileOf: () => null };

describe("a view as Block Kit", () => {
  test("the answer of a card with its ratings", () => {
    const view: View = {
      title: "Card 3/20 · Supervised learning",
      parts: [
        text("Why can a random forest regressor not predict above the largest target it was trained on?"),
        { kind: "divider" },
        text("Each leaf predicts the mean of its training targets."),
        note("Source: ", {
          kind: "link",
          label: "scikit-learn user guide, 1.10",
          url: "https://scikit-learn.org/tree.html",
        }),
        buttons(
          button("Again · 10 min", "1:rate:pQ7hK2mZ9a:again", "plain", "Again: comes back in 10 min"),
          button("Good · 12 days", "1:rate:pQ7hK2mZ9a:good", "primary", "Good: comes back in 12 days"),
        ),
        buttons(button("Stop for now", "1:stop:s8Gd2Hf7Qe")),
        {
          kind: "select",
          action: "1:more:pQ7hK2mZ9a",
          placeholder: "More for this card",
          options: [{ label: "Suspend", value: "suspend", description: "Out of your queue" }],
        },
      ],
      fallback: "Card 3/20: the answer is shown.",
    };
    expect(toBlocks(view, alone)).toEqual([
      { type: "header", text: { type: "plain_text", text: "Card 3/20 · Supervised learning", emoji: false } },
      {
        type: "section",
        text: {
          type: "mrkdwn",
          text: "Why can a random forest regressor not predict above the largest target it was trained on?",
          verbatim: true,
        },
      },
      { type: "divider" },
      {
        type: "section",
        text: { type: "mrkdwn", text: "Each leaf predicts the mean of its training targets.", verbatim: true },
      },
      {
        type: "context",
        elements: [
          {
            type: "mrkdwn",
            text: "Source: <https://scikit-learn.org/tree.html|scikit-learn user guide, 1.10>",
            verbatim: true,
          },
        ],
      },
      {
        type: "actions",
        elements: [
          {
            type: "button",
            text: { type: "plain_text", text: "Again · 10 min", emoji: false },
            action_id: "1:rate:pQ7hK2mZ9a:again",
            accessibility_label: "Again: comes back in 10 min",
          },
          {
            type: "button",
            text: { type: "plain_text", text: "Good · 12 days", emoji: false },
            action_id: "1:rate:pQ7hK2mZ9a:good",
            style: "primary",
            accessibility_label: "Good: comes back in 12 days",
          },
        ],
      },
      {
        type: "actions",
        elements: [
          {
            type: "button",
            text: { type: "plain_text", text: "Stop for now", emoji: false },
            action_id: "1:stop:s8Gd2Hf7Qe",
          },
          {
            type: "static_select",
            action_id: "1:more:pQ7hK2mZ9a",
            placeholder: { type: "plain_text", text: "More for this card", emoji: false },
            options: [
              {
                text: { type: "plain_text", text: "Suspend", emoji: false },
                value: "suspend",
                description: { type: "plain_text", text: "Out of your queue", emoji: false },
              },
            ],
          },
        ],
      },
    ]);
  });

  test("a picture by its file, or its text where there is none", () => {
    const view: View = {
      parts: [
        { kind: "picture", name: "softmax", spec: { kind: "formula", tex: "x" }, alt: "The softmax", text: "softmax" },
      ],
      fallback: "Softmax.",
    };
    expect(toBlocks(view, { shared: false, fileOf: () => "F1" })).toEqual([
      { type: "image", slack_file: { id: "F1" }, alt_text: "The softmax" },
    ]);
    expect(toBlocks(view, alone)).toEqual([
      { type: "section", text: { type: "mrkdwn", text: "softmax", verbatim: true } },
    ]);
  });

  test("fields, and a time each reader sees by their own clock", () => {
    const view: View = {
      parts: [
        fields(field("Due now", "14, about 6 min")),
        note(
          "Open until ",
          { kind: "time", atMs: 1_804_786_200_000, as: "moment", words: "Thu 11 Mar 18:30 Berlin" },
          ".",
        ),
      ],
      fallback: "Progress.",
    };
    expect(toBlocks(view, alone)).toEqual([
      { type: "section", fields: [{ type: "mrkdwn", text: "*Due now*\n14, about 6 min", verbatim: true }] },
      {
        type: "context",
        elements: [
          {
            type: "mrkdwn",
            text: "Open until <!date^1804786200^{date_short_pretty} {time}|Thu 11 Mar 18:30 Berlin>.",
            verbatim: true,
          },
        ],
      },
    ]);
  });

  test.each(["a *b* c", "snake_case_name", "~no~", "`x`", "> quoted", "line\n> quoted", ":smile:"])(
    "%j is shown as it stands: mrkdwn would format it, so it is rich text",
    (words) => {
      expect(isRisky([{ kind: "plain", text: words }])).toBe(true);
      expect(toBlocks({ parts: [text(words)], fallback: "x" }, alone)).toEqual([
        { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: words }] }] },
      ]);
    },
  );

  test("nothing that people write can mention, link or end a link early", () => {
    const words = toMrkdwn([
      { kind: "plain", text: "<!channel> <@U1> <!subteam^S1> & <https://a.example|b>" },
      { kind: "person", name: "<@U2>" },
      { kind: "link", label: "a>b|c", url: "https://a.example/?a=1&b=<2>|3" },
      { kind: "link", label: "no", url: "javascript:alert(1)" },
    ]);
    expect(words).toBe(
      "&lt;!channel&gt; &lt;@U1&gt; &lt;!subteam^S1&gt; &amp; &lt;https://a.example|b&gt;&lt;@U2&gt;" +
        "<https://a.example/?a=1&amp;b=%3C2%3E%7C3|a&gt;b¦c>no",
    );
  });
});

describe("a form as a modal", () => {
  const form: Form = {
    title: "Join the group",
    submit: "Join",
    intro: "You get one question a day.",
    action: "1:join:c9Ls4Zp6Ru",
    fields: [
      {
        kind: "line",
        name: "zone",
        label: "Your time zone",
        hint: "Empty: the group's",
        required: false,
        maxLength: 200,
      },
      {
        kind: "one",
        name: "board",
        label: "On the leaderboard",
        required: true,
        options: [
          { label: "Anonymous", value: "anonymous" },
          { label: "Named", value: "named" },
        ],
        value: "anonymous",
      },
      { kind: "time", name: "time", label: "Time", required: false, value: "18:30" },
      { kind: "date", name: "from", label: "From", required: false, value: "12 Mar" },
    ],
  };

  test("fields by their names, so that a refused one can be named", () => {
    const modal = formModal(form, "{}");
    expect(modal.callback_id).toBe("1:join:c9Ls4Zp6Ru");
    expect(modal.blocks.slice(1).map(({ block_id, element }) => [block_id, element])).toEqual([
      ["zone", { type: "plain_text_input", action_id: "zone", max_length: 200 }],
      [
        "board",
        {
          type: "radio_buttons",
          action_id: "board",
          options: [
            { text: { type: "plain_text", text: "Anonymous", emoji: false }, value: "anonymous" },
            { text: { type: "plain_text", text: "Named", emoji: false }, value: "named" },
          ],
          initial_option: { text: { type: "plain_text", text: "Anonymous", emoji: false }, value: "anonymous" },
        },
      ],
      ["time", { type: "timepicker", action_id: "time", initial_time: "18:30" }],
      ["from", { type: "datepicker", action_id: "from" }],
    ]);
  });

  test("refused too late to say so under the field: again with what was typed and why", () => {
    const modal = formModal(form, "{}");
    const state = { values: { zone: { zone: { type: "plain_text_input", value: "Atlantis" } } } };
    const again = withTyped({ ...modal, state }, { zone: "I do not know Atlantis." });
    expect(JSON.stringify(again.blocks[0])).toContain("I do not know Atlantis.");
    expect(again.blocks[2]?.element).toMatchObject({ initial_value: "Atlantis" });
    expect(again.callback_id).toBe(modal.callback_id);
  });
});
