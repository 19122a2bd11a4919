import { expect, test } from "vitest";
import { studyTexts } from "../../src/chat/texts/study.ts";

test("a sentence that ends in a name cut short has no second full stop", () => {
  expect(studyTexts.comeBackToday(1, ["log loss"])).toBe("1 comes back today: log loss.");
  expect(studyTexts.comeBackToday(2, ["log loss", "What does del x do for a local…"])).toBe(
    "2 come back today: log loss; What does del x do for a local…",
  );
});
