import type { AppContext } from "../../../src/app/context.ts";
import type { Track } from "../../../src/core/curriculum/track.ts";
import type { CardId, LearnerId, StudyDay } from "../../../src/core/ids.ts";
import { addDays } from "../../../src/core/study-day.ts";
import { makeCohort, makeMember, mlTrack, smallTrack } from "../../support/daily-cohort.ts";
import { addCards, addDay, addReview, inReview, remember } from "./history.ts";

export const wednesday = "2027-03-10" as StudyDay;

/** Eight weeks of Python, then Supervised learning, with something to read in each week, and two skills. */
export function sampleTrack(): Track {
  const track = smallTrack();
  return {
    ...track,
    blocks: track.blocks.map((block) => ({
      ...block,
      weekPlans: block.weekPlans.map((plan) => ({
        ...plan,
        practice: [`Practise ${plan.title}`],
        projects: [`Build ${plan.title}`],
        interview: [`Explain ${plan.title}`],
        resources: [{ title: "A guide", url: "https://example.org/guide" }],
      })),
    })),
    checklistBlocks: [
      { id: "sql", title: "SQL", opensInWeek: 9, weeks: 4, topics: [{ id: "sql-topic", title: "SELECT" }] },
    ],
    skills: [
      { id: "python", title: "Python", tier: "must", blocks: ["python"] },
      { id: "sql", title: "SQL", tier: "must", blocks: ["sql"] },
      { id: "nlp", title: "NLP", tier: "nice", blocks: [] },
    ],
  };
}

/** ML spring with Ann in it, and cards: 20 of Python, 10 of Supervised learning, 5 of SQL. */
export async function sampleGroup(ctx: AppContext) {
  const cohortId = await makeCohort(ctx);
  const ann = await makeMember(ctx, "Ann", [cohortId]);
  const python = await addCards(ctx.db, 20, {
    track: mlTrack,
    deck: "arrays",
    deckTitle: "Arrays",
    block: "python",
    topics: ["python-topic"],
    skills: ["python"],
  });
  const supervised = await addCards(ctx.db, 10, {
    track: mlTrack,
    deck: "trees",
    deckTitle: "Trees",
    block: "supervised",
    topics: ["supervised-topic"],
    week: 9,
  });
  const sql = await addCards(ctx.db, 5, {
    track: mlTrack,
    deck: "joins",
    deckTitle: "Joins",
    block: "sql",
    topics: ["sql-topic"],
    skills: ["sql"],
    week: 9,
  });
  return { cohortId, ann, python, supervised, sql };
}

/** Ten days of study before Wed 10 Mar: all Python cards met, four of them due today, one of those slipping. */
export async function sampleHistory(ctx: AppContext, learnerId: LearnerId, python: readonly CardId[]): Promise<void> {
  for (const [at, cardId] of python.entries()) {
    const dueDay = addDays(wednesday, at < 4 ? 0 : at - 3);
    await remember(
      ctx.db,
      learnerId,
      cardId,
      inReview(dueDay, { stability: 30, lastStudyDay: addDays(wednesday, -3), lapses: at === 0 ? 9 : 0 }),
    );
  }
  for (let back = 10; back >= 1; back -= 1) {
    const day = addDays(wednesday, -back);
    await addDay(ctx.db, learnerId, day, {
      dueAtStart: 2,
      dueDone: back === 3 ? 0 : 2,
      reviews: back === 3 ? 1 : 14,
      newCards: 2,
    });
  }
  for (let at = 0; at < 25; at += 1) {
    const day = addDays(wednesday, -1 - (at % 9));
    const mature = at % 5 === 0;
    await addReview(ctx.db, learnerId, python[at % 20] as CardId, day, {
      rating: at % 12 === 0 ? "again" : "good",
      before: inReview(day, { lastStudyDay: addDays(day, mature ? -30 : -5) }),
      retrievability: mature ? 0.92 : 0.85,
    });
  }
}
