import { openPlayground, PlaygroundConfig } from "./playground/index.ts";

/** Every platform there is, by its folder. main opens those that are configured. */
export const platforms = {
  playground: { open: openPlayground, Config: PlaygroundConfig },
} as const;
