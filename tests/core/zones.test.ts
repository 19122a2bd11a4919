import { describe, expect, test } from "vitest";
import { isZone, zonesMatching } from "../../src/core/study-day.ts";
import { abbreviations, placesByZone, presentNames } from "../../src/core/zone-places.ts";

describe("isZone", () => {
  test.each([
    ["Europe/Berlin", true],
    ["Asia/Kolkata", true],
    ["UTC", true],
    ["europe/berlin", true],
    ["Berlin", false],
    ["+05:00", false],
    ["", false],
    ["Europe/Berlin; drop", false],
  ])("%j: %s", (text, expected) => {
    expect(isZone(text)).toBe(expected);
    expect(isZone(text)).toBe(expected);
  });

  test("every zone of the runtime is one", () => {
    for (const zone of Intl.supportedValuesOf("timeZone")) expect(isZone(zone), zone).toBe(true);
  });
});

describe("zonesMatching", () => {
  test.each([
    ["Berlin", ["Europe/Berlin"]],
    ["  berlin ", ["Europe/Berlin"]],
    ["Berlin, Germany", ["Europe/Berlin"]],
    ["europe/berlin", ["Europe/Berlin"]],
    ["Europe Berlin", ["Europe/Berlin"]],
    ["new york", ["America/New_York"]],
    ["NEW_YORK", ["America/New_York"]],
    ["america/new york", ["America/New_York"]],
    ["kolkata", ["Asia/Kolkata"]],
    ["asia/kolkata", ["Asia/Kolkata"]],
    ["Calcutta", ["Asia/Kolkata"]],
    ["Mumbai", ["Asia/Kolkata"]],
    ["São Paulo", ["America/Sao_Paulo"]],
    ["munchen", ["Europe/Berlin"]],
    ["kiev", ["Europe/Kyiv"]],
    ["Argentina/Buenos Aires", ["America/Argentina/Buenos_Aires"]],
    ["UTC", ["UTC"]],
    ["US/Pacific", ["America/Los_Angeles"]],
    ["Springfield", ["America/Chicago", "America/Los_Angeles", "America/New_York"]],
    ["frankf", ["Europe/Berlin"]],
    ["Atlantis", []],
    ["America", []],
    ["be", []],
    ["", []],
    ["/", []],
    ["@everyone", []],
    ["x".repeat(4_000), []],
    ["دبي", []],
  ])("%j: %j", (text, zones) => {
    expect(zonesMatching(text)).toEqual(zones);
  });

  test("every zone of the runtime is found by its own name, and by its city", () => {
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      const today = presentNames[zone] ?? zone;
      expect(zonesMatching(zone), zone).toContain(today);
      expect(zonesMatching(zone.slice(zone.lastIndexOf("/") + 1)), zone).toContain(today);
    }
  });

  test("every zone it can answer with is one", () => {
    const answers = [
      ...Object.values(presentNames),
      ...Object.keys(placesByZone),
      ...Object.values(abbreviations).flat(),
    ];
    for (const zone of answers) expect(isZone(zone), zone).toBe(true);
  });
});
