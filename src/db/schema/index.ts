export * from "./daily.ts";
export * from "./delivery.ts";
export * from "./groups.ts";
export * from "./people.ts";
export * from "./playground.ts";
export * from "./study.ts";
