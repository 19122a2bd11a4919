import type { Locale } from "discord-api-types/v10";

/**
 * Names and descriptions of commands in further languages, by the path of what they name: `study`, `study topic`,
 * `cohort create`. What is absent shows the English of the command itself. Names follow Discord's rules: lower case,
 * no spaces, at most 32 characters.
 */
export type Catalogue = Readonly<
  Partial<Record<`${Locale}`, Readonly<Record<string, { readonly name?: string; readonly summary?: string }>>>>
>;

/** English alone so far; another language is one more entry here. */
export const catalogue: Catalogue = {};
