import { cardListView, noCardView } from "../../../src/chat/views/card-list.ts";
import { cardPageView } from "../../../src/chat/views/card-page.ts";
import type { CardId, StudyDay } from "../../../src/core/ids.ts";
import type { ViewExample } from "./example.ts";
import { bodies, here, shown } from "./study-samples.ts";

const found = [
  { prompt: "Why split before scaling?", standing: { kind: "new" } },
  { prompt: "Why scale after splitting?", standing: { kind: "waits", dueDay: "2027-03-14" as StudyDay } },
  { prompt: "Which leak does target encoding bring?", standing: { kind: "due" } },
  { prompt: "What is group leakage?", standing: { kind: "steps", dueAtMs: here.nowMs + 600_000 } },
  { prompt: "When does time leak?", standing: { kind: "suspended" } },
] as const;

/** `/card` (S36): search and one card. */
export const cardExamples: ViewExample[] = [
  {
    screen: "S36",
    name: "search",
    view: cardListView({
      words: "leakage",
      total: 7,
      from: 0,
      found: found.map((one, index) => ({ ...one, cardId: index as CardId })),
      here,
    }),
  },
  { screen: "S36", name: "search without result", view: noCardView("zebra @everyone", { kind: "study-due", due: 14 }) },
  {
    screen: "S36",
    name: "one card",
    view: cardPageView({
      card: shown(bodies.flashcard).card,
      standing: { kind: "waits", dueDay: "2027-03-22" as StudyDay },
      seen: 6,
      again: 1,
      textOnly: false,
      here,
    }),
  },
  {
    screen: "S36",
    name: "one suspended choice card",
    view: cardPageView(
      { card: shown(bodies.choice).card, standing: { kind: "suspended" }, seen: 0, again: 0, textOnly: false, here },
      ["Suspended. It stays in /card search."],
    ),
  },
];
