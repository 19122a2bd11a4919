import type { ProgressSpec } from "../core/picture-spec.ts";

export function drawProgress(_spec: ProgressSpec): string {
  throw new Error("placeholder");
}
