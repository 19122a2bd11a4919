import { and, eq } from "drizzle-orm";
import type { CardBody } from "../../core/curriculum/card.ts";
import type { DailyQuestionId } from "../../core/ids.ts";
import { answers, cards, dailyQuestions, identities } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Account } from "../people/reader.ts";

export type QuestionFor =
  | { readonly kind: "found"; readonly body: CardBody; readonly words: string | null; readonly closed: boolean }
  | { readonly kind: "unknown" };

/** What the answer form shows, in one read: the question, and the words this account sent before. */
export async function readQuestionFor(
  ctx: AppContext,
  account: Pick<Account, "platform" | "scope" | "userId">,
  id: DailyQuestionId,
): Promise<QuestionFor> {
  const [row] = await ctx.db
    .select({ body: cards.body, words: answers.words, closesAt: dailyQuestions.closesAt })
    .from(dailyQuestions)
    .innerJoin(cards, eq(cards.id, dailyQuestions.cardId))
    .leftJoin(
      identities,
      and(
        eq(identities.platform, account.platform),
        eq(identities.scope, account.scope),
        eq(identities.userId, account.userId),
      ),
    )
    .leftJoin(answers, and(eq(answers.dailyQuestionId, dailyQuestions.id), eq(answers.learnerId, identities.learnerId)))
    .where(eq(dailyQuestions.id, id));
  if (!row) return { kind: "unknown" };
  return { kind: "found", body: row.body, words: row.words, closed: row.closesAt <= ctx.clock.nowMs() };
}
