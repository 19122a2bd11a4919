/**
 * Ids in buttons, selects, ticks and forms: `version:action[:object[:choice]]`, the same on every platform, at most 100
 * characters. The object is an id from the database, so that a button outlives a restart; no state and no learner is in
 * it: who pressed comes from the event.
 */
export interface ActionId {
  readonly name: string;
  readonly object?: string;
  readonly choice?: string;
}

const version = "1";
const longest = 100;
const shape = /^[a-z][a-z0-9-]*$/;

/** @throws Error if a part holds a colon or the whole is over 100 characters: a fault of the caller. */
export function actionId(name: string, object?: string | number, choice?: string | number): string {
  const parts = [version, name, object, choice].filter((part) => part !== undefined).map(String);
  const id = parts.join(":");
  if (!shape.test(name) || parts.some((part) => part.includes(":")) || id.length > longest) {
    throw new Error(`not a usable action id: ${id}`);
  }
  return id;
}

/** Null for anything this version did not write: older, forged or foreign. */
export function parseActionId(id: string): ActionId | null {
  if (id.length > longest) return null;
  const [given, name, object, choice, ...rest] = id.split(":");
  if (given !== version || !name || !shape.test(name) || rest.length > 0) return null;
  return { name, ...(object ? { object } : {}), ...(choice ? { choice } : {}) };
}
