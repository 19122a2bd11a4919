import type { Roadmap, RoadmapBlock } from "../../app/roadmap/read-roadmap.ts";
import { actionId } from "../actions/action-id.ts";
import { roadmapTexts as texts } from "../texts/roadmap.ts";
import { button, buttons, note, type Part, type SelectPart, type Span, text, type View } from "../view.ts";
import { cut, shortDay } from "../wording.ts";
import { roadmapPicture, whereLines } from "./roadmap-picture.ts";

/** S29, the whole path. Marks stand beside words that say the same, as they say what the picture shows. */
export function roadmapView(roadmap: Roadmap, options: { pictures: boolean }): View {
  const where = texts.where(roadmap.groupWeek, roadmap.myWeek);
  return {
    title: cut(texts.title(roadmap.title), 100),
    parts: [
      ...(options.pictures ? [roadmapPicture(roadmap)] : []),
      text(whereLines(roadmap).join("\n")),
      ...roadmap.phases.map(
        (phase): Part => ({
          kind: "text",
          spans: [
            { kind: "strong", text: texts.phase(phase.months, phase.title) },
            ...phase.blocks.map((block): Span => ({ kind: "plain", text: `\n${blockLine(block)}` })),
          ],
        }),
      ),
      ...(roadmap.beside.length > 0
        ? [
            note(
              texts.beside(
                roadmap.beside.map((one) => `${one.title} (${texts.weeks(one.firstWeek, one.lastWeek)})`).join("; "),
              ),
            ),
          ]
        : []),
      buttons(
        button(texts.thisWeek, actionId("roadmap-week"), "primary"),
        button(texts.skills, actionId("skills")),
        roadmap.myWeek !== null && button(texts.myPace, actionId("roadmap-pace")),
      ),
      weekSelect(roadmap),
    ],
    fallback: cut(`${texts.title(roadmap.title)}. ${where}`, 300),
  };
}

function blockLine(block: RoadmapBlock): string {
  const name = `${texts.marks[block.state]} ${block.title}, ${texts.weeks(block.firstWeek, block.lastWeek)}`;
  const state = stateWords(block);
  return state ? `${name}: ${state}` : name;
}

function stateWords(block: RoadmapBlock): string {
  switch (block.state) {
    case "done":
      return texts.done(block.recalledPercent);
    case "now":
      return texts.now(block.recalledPercent);
    case "ahead":
      if (block.opened) return texts.opened;
      return block.startsOn === null ? "" : texts.from(shortDay(block.startsOn));
  }
}

const mostOptions = 25;

/** The 25 weeks around the present one: a select holds no more. */
function weekSelect({ phases, groupWeek, myWeek }: Roadmap): SelectPart {
  const blocks = phases.flatMap((phase) => phase.blocks);
  const last = Math.max(...blocks.map(({ lastWeek }) => lastWeek));
  const now = groupWeek ?? myWeek ?? 1;
  const first = Math.max(1, Math.min(now - Math.floor(mostOptions / 2), last - mostOptions + 1));
  const weeks = Array.from({ length: Math.min(mostOptions, last) }, (_, at) => first + at);
  return {
    kind: "select",
    // An id of its own: "This week" is on the same screen.
    action: actionId("roadmap-week", "pick"),
    placeholder: texts.goToWeek,
    options: weeks.map((week) => {
      const block = blocks.find(({ firstWeek, lastWeek }) => firstWeek <= week && week <= lastWeek);
      return { label: cut(texts.weekOption(week, block?.title ?? ""), 70), value: String(week) };
    }),
  };
}
