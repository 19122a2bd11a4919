import { cohort } from "./cohort.ts";
import type { Command } from "./command.ts";
import { daily } from "./daily.ts";
import { settings } from "./settings.ts";
import { study } from "./study.ts";
import { undo } from "./undo.ts";

/** Every command there is, in the order `/help` shows them. */
export const commands: readonly Command[] = [study, daily, cohort, undo, settings];
