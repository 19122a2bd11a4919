import { expect, test } from "vitest";
import { AppError, errorText, stackText } from "../src/errors.ts";

test("causes are said one after the other", () => {
  const error = new AppError("configuration", "Set HOST.", { cause: new Error("listen EADDRNOTAVAIL") });
  expect(errorText(error)).toBe("Set HOST: listen EADDRNOTAVAIL");
});

test("a failed query is named without the values people typed", () => {
  const error = new Error(
    `Failed query: insert into answers ${"x".repeat(5_000)}\nparams: my private answer\nin two lines`,
    {
      cause: new Error("read ECONNRESET"),
    },
  );
  for (const text of [errorText(error), stackText(error) ?? ""]) {
    expect(text).toContain("Failed query: insert into answers");
    expect(text).not.toMatch(/private|two lines/);
    expect(text.length).toBeLessThan(5_000);
  }
  expect(errorText(error)).toMatch(/ …: read ECONNRESET$/);
  expect(stackText(error)).toMatch(/\n {4}at /);
});
