import { and, eq } from "drizzle-orm";
import type { LearnerId } from "../../core/ids.ts";
import { formDrafts, identities } from "../../db/schema/index.ts";
import type { AppContext } from "../context.ts";
import type { Account } from "./reader.ts";

export interface FormDraft {
  readonly learnerId: LearnerId;
  readonly action: string;
  readonly values: Readonly<Record<string, string | string[]>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** Stores what was typed into a refused form; returns the draft's id. */
export async function saveFormDraft(ctx: AppContext, draft: FormDraft): Promise<string> {
  const id = ctx.random.id();
  await ctx.db.insert(formDrafts).values({
    id,
    learnerId: draft.learnerId,
    action: draft.action,
    values: { ...draft.values },
    errors: { ...draft.errors },
    at: ctx.clock.nowMs(),
  });
  return id;
}

/** Null unless the account's learner wrote it. */
export async function readFormDraft(ctx: AppContext, id: string, account: Account): Promise<FormDraft | null> {
  const [row] = await ctx.db
    .select({ draft: formDrafts })
    .from(formDrafts)
    .innerJoin(identities, eq(identities.learnerId, formDrafts.learnerId))
    .where(
      and(
        eq(formDrafts.id, id),
        eq(identities.platform, account.platform),
        eq(identities.scope, account.scope),
        eq(identities.userId, account.userId),
      ),
    );
  return row?.draft ?? null;
}
