import { z } from "zod";
import type { PlatformId } from "../../core/ids.ts";

export const playgroundId = "playground" as PlatformId;

/** What the environment may say about the playground; composed into the whole in `src/config.ts`. */
export const PlaygroundConfig = z.object({
  /** `on`, `off`; unset: on unless another platform is configured. */
  PLAYGROUND: z.enum(["on", "off"], { error: "on or off" }).optional(),
  /** Lets people in who do not sit at this machine. */
  PLAYGROUND_TOKEN: z
    .string()
    .min(16, "at least 16 characters, since it opens the playground to the network")
    .optional(),
});
export type PlaygroundConfig = z.infer<typeof PlaygroundConfig>;
