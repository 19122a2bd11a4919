import { roadmapWeeks } from "../core/curriculum/pace.ts";
import { allBlocks, type Track } from "../core/curriculum/track.ts";
import { didYouMean, type Fault } from "./fault.ts";
import type { Path, YamlFile } from "./yaml-file.ts";

/** Does `track.yaml` fit together: weeks add up, every id exists and is used once? */
export function trackFaults(track: Track, yaml: YamlFile): Fault[] {
  const faults: Fault[] = [];
  const report = (path: Path, message: string): void => {
    faults.push({ file: yaml.file, line: yaml.lineOf(path), message });
  };
  const unknown = (path: Path, noun: string, id: string, known: Iterable<string>): void =>
    report(path, `unknown ${noun} "${id}"${didYouMean(id, known) || "; name one that exists"}`);

  const weeks = track.blocks.reduce((sum, block) => sum + block.weeks, 0);
  if (weeks !== roadmapWeeks) report(["blocks"], `the blocks last ${weeks} weeks together; make it ${roadmapWeeks}`);
  reportRepeats(report, ["blocks"], track.blocks);
  reportRepeats(report, ["checklistBlocks"], track.checklistBlocks, new Set(track.blocks.map(({ id }) => id)));
  reportRepeats(report, ["skills"], track.skills);
  reportRepeats(report, ["linkedQuestions"], track.linkedQuestions);
  reportRepeats(report, ["designPrompts"], track.designPrompts, new Set(track.linkedQuestions.map(({ id }) => id)));

  const inPhases = track.phases.flatMap(({ blocks }) => blocks);
  if (inPhases.join() !== track.blocks.map(({ id }) => id).join()) {
    report(["phases"], "the phases do not name every block once and in order; make them agree with blocks");
  }
  const topicIds = new Set<string>();
  const questions = new Map(track.linkedQuestions.map(({ id }) => [id, 0]));
  track.blocks.forEach((block, index) => {
    const here: Path = ["blocks", index];
    reportRepeats(report, [...here, "topics"], block.topics, topicIds);
    if (block.weekPlans.map(({ week }) => week).join() !== count(block.weeks).join()) {
      report([...here, "weekPlans"], `"${block.id}" lasts ${block.weeks} weeks; plan each once, in order`);
    }
    const topics = block.topics.map(({ id }) => id);
    const planned = new Set<string>();
    block.weekPlans.forEach((plan, week) => {
      const there: Path = [...here, "weekPlans", week];
      plan.topics.forEach((topic, at) => {
        planned.add(topic);
        if (!topics.includes(topic)) unknown([...there, "topics", at], "topic", topic, topics);
      });
      plan.questions.forEach((question, at) => {
        const times = questions.get(question);
        if (times === undefined) unknown([...there, "questions", at], "question", question, questions.keys());
        else questions.set(question, times + 1);
      });
    });
    topics.forEach((topic, at) => {
      if (!planned.has(topic)) report([...here, "topics", at], `topic "${topic}" is in no week; plan it`);
    });
  });
  [...questions.values()].forEach((times, index) => {
    if (times !== 1) report(["linkedQuestions", index], `this question is prepared in ${times} weeks; make it one`);
  });
  track.checklistBlocks.forEach((block, index) => {
    const here: Path = ["checklistBlocks", index];
    reportRepeats(report, [...here, "topics"], block.topics, topicIds);
    if (block.opensInWeek + block.weeks - 1 > roadmapWeeks) {
      report([...here, "weeks"], `"${block.id}" would end after week ${roadmapWeeks}; open it earlier or shorten it`);
    }
  });
  const blocks = new Set(allBlocks(track).map(({ id }) => id));
  track.skills.forEach((skill, index) => {
    skill.blocks.forEach((block, at) => {
      if (!blocks.has(block)) unknown(["skills", index, "blocks", at], "block", block, blocks);
    });
  });
  for (const block of blocks) {
    if (!track.sizes[block]) report(["sizes"], `"${block}" has no numbers to reach; add them`);
  }
  for (const block of Object.keys(track.sizes)) {
    if (!blocks.has(block)) unknown(["sizes", block], "block", block, blocks);
  }
  track.salaries.rows.forEach((row, index) => {
    if (row.ranges.length === track.salaries.regions.length) return;
    report(["salaries", "rows", index], "there is not one range for each region; make them agree");
  });
  return faults;
}

function count(weeks: number): number[] {
  return Array.from({ length: weeks }, (_, index) => index + 1);
}

function reportRepeats(
  report: (path: Path, message: string) => void,
  path: Path,
  items: readonly { id: string }[],
  seen: Set<string> = new Set(),
): void {
  items.forEach(({ id }, index) => {
    if (seen.has(id)) report([...path, index, "id"], `id "${id}" is used twice; rename one`);
    seen.add(id);
  });
}
