import type { Command } from "./spec.ts";

/** Every command there is, in the order `/help` shows them. */
export const commands: readonly Command[] = [];
