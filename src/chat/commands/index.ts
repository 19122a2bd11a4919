import { cohort } from "./cohort.ts";
import type { Command } from "./command.ts";
import { daily } from "./daily.ts";
import { settings } from "./settings.ts";

/** Every command there is, in the order `/help` shows them. */
export const commands: readonly Command[] = [daily, cohort, settings];
