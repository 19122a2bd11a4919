import type { Database } from "../../db/database.ts";
import type { Clock } from "../context.ts";
import { readFact, writeFact } from "./facts.ts";

/** The real clock, ahead of it by an offset that is kept in the database. Only the playground ever moves it. */
export interface ProductClock extends Clock {
  /** Puts the clock to a later moment; resolves once that is stored. An earlier one is ignored. */
  advanceTo(ms: number): Promise<void>;
}

export async function openProductClock(db: Database): Promise<ProductClock> {
  let offsetMs = (await readFact(db, "clock-offset-ms")) ?? 0;
  const nowMs = () => Date.now() + offsetMs;
  return {
    nowMs,
    async advanceTo(ms) {
      const further = offsetMs + ms - nowMs();
      if (further <= offsetMs) return;
      await writeFact(db, "clock-offset-ms", further);
      offsetMs = further;
    },
  };
}
