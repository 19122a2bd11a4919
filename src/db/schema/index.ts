export * from "./daily.ts";
export * from "./delivery.ts";
export * from "./groups.ts";
export * from "./people.ts";
export * from "./playground.ts";
export * from "./skills.ts";
export * from "./study.ts";
