import { cohort } from "./cohort.ts";
import type { Command } from "./command.ts";

/** Every command there is, in the order `/help` shows them. */
export const commands: readonly Command[] = [cohort];
