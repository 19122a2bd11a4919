import type { WeeklyPost } from "../../app/leaderboard/read-weekly-post.ts";
import { actionId } from "../actions/action-id.ts";
import { weeklyTexts as texts } from "../texts/weekly.ts";
import { button, buttons, note, type Part, plainText, type Span, text, type View } from "../view.ts";
import { channelMoment, count, cut, ofGroup } from "../wording.ts";

/** S31, in the channel: the check-in, the goal, and the first of those who are named. `group`: whose, if that has to be said. */
export function weeklyPostView(post: WeeklyPost, group: string | null = null): View {
  const { checkIn, cohort } = post;
  const title = ofGroup(group, checkIn ? texts.checkInTitle(post.week) : texts.title(post.week));
  const soFar = text(...goalSpans(post), ...mostSpans(post));
  return {
    title,
    parts: [
      ...(checkIn ? [text(texts.intro)] : []),
      soFar,
      ...praise(post),
      ...lastWeek(post),
      ...lastCheckIns(post),
      buttons(
        checkIn && button(texts.checkIn, actionId("check-in", cohort.id, checkIn.date), "primary"),
        button(texts.leaderboard, actionId("board", cohort.id, "week")),
      ),
      ...counter(post),
    ],
    fallback: cut(`${title}: ${plainText(soFar.spans)}`, 300),
  };
}

function lastCheckIns({ checkIn }: WeeklyPost): Part[] {
  if (!checkIn?.last) return [];
  const { checkedIn, topics } = checkIn.last;
  const done = topics?.map((topic) => texts.topicDone(topic.title, count(topic.done), count(topic.of))).join("; ");
  return [text(cut(texts.lastCheckIns(count(checkedIn), done || null), 600))];
}

function counter({ checkIn, cohort, nowMs }: WeeklyPost): Part[] {
  if (!checkIn) return [];
  const spans: (Span | string)[] = [texts.checkedIn(count(checkIn.checkedIn), count(checkIn.members))];
  if (checkIn.closed) spans.push(texts.closed);
  else if (checkIn.closesAtMs !== null) {
    spans.push(texts.openUntil, channelMoment(checkIn.closesAtMs, nowMs, cohort.zone), ".");
  }
  return [note(...spans)];
}

function goalSpans({ goal }: WeeklyPost): string[] {
  const [done, members, aim] = [count(goal.done), count(goal.members), count(goal.aim)];
  return [goal.reached ? texts.reached(done, members) : texts.soFar(done, members, aim)];
}

function mostSpans({ most }: WeeklyPost): (Span | string)[] {
  if (most.length === 0) return [];
  const people = most.flatMap(({ name, points }, at) => [
    ...(at === 0 ? [] : [", "]),
    person(name),
    ` ${count(points)}`,
  ]);
  return [texts.mostPoints, ...people];
}

function praise({ mostImproved, steadiest }: WeeklyPost): Part[] {
  const spans = [
    ...(mostImproved === null ? [] : [texts.mostImproved, person(mostImproved), "."]),
    ...(mostImproved === null || steadiest === null ? [] : [" "]),
    ...(steadiest === null ? [] : [texts.steadiest, person(steadiest), "."]),
  ];
  return spans.length > 0 ? [text(...spans)] : [];
}

function lastWeek({ lastGoal }: WeeklyPost): Part[] {
  if (!lastGoal || lastGoal.members === 0) return [];
  const [done, members] = [count(lastGoal.done), count(lastGoal.members)];
  return [text(lastGoal.reached ? texts.lastReached(done, members) : texts.lastMissed(done, members))];
}

function person(name: string): Span {
  return { kind: "person", name: cut(name, 32) };
}
