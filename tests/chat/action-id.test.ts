import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actionId, parseActionId } from "../../src/chat/actions/action-id.ts";
import { actions } from "../../src/chat/actions/index.ts";

describe("action ids", () => {
  test("read back what was written", () => {
    expect(actionId("rate", "pQ7hK2mZ9a", "again")).toBe("1:rate:pQ7hK2mZ9a:again");
    expect(parseActionId("1:rate:pQ7hK2mZ9a:again")).toEqual({ name: "rate", object: "pQ7hK2mZ9a", choice: "again" });
    expect(parseActionId("1:study")).toEqual({ name: "study" });
    const part = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
    fc.assert(
      fc.property(part, part, (object, choice) => {
        expect(parseActionId(actionId("block", object, choice))).toEqual({ name: "block", object, choice });
      }),
    );
  });

  test("anything else is null, never an exception", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const parsed = parseActionId(text);
        if (parsed) expect(text.startsWith("1:")).toBe(true);
      }),
    );
    for (const forged of ["", "rate:x", "2:rate:x", "1:", "1:Rate:x", "1:rate:a:b:c", `1:rate:${"x".repeat(100)}`])
      expect(parseActionId(forged)).toBeNull();
  });

  test("a part that would break the id is refused where it is written", () => {
    expect(() => actionId("rate", "a:b")).toThrow();
    expect(() => actionId("rate", "x".repeat(100))).toThrow();
  });

  test("names are unique", () => {
    const names = actions.map((action) => action.name);
    expect(new Set(names).size).toBe(names.length);
  });
});
