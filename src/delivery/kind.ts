import type { AppContext } from "../app/context.ts";
import type { View } from "../chat/view.ts";
import type { Delivery } from "../db/deliveries.ts";

/** What can be owed to a place or a person. One a file, listed in `kinds.ts`. */
export interface DeliveryKind {
  /** As it stands in `deliveries.kind`. */
  readonly name: string;
  /**
   * The message as it should stand now, from the database alone: called for each try and each edit, by any process.
   * Null: there is nothing to show (any more); a delivery that is not out yet is then skipped.
   */
  view(ctx: AppContext, delivery: Delivery): Promise<View | null>;
  /** Goes into the thread under this message instead of the channel; null: that message never came, so it is skipped. */
  under?(ctx: AppContext, delivery: Delivery): Promise<string | null>;
}
