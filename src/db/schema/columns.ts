import { customType } from "drizzle-orm/pg-core";

/** `timestamptz` read and written as epoch milliseconds, the same on both drivers. */
export const instant = customType<{ data: number; driverData: string | Date }>({
  dataType: () => "timestamp with time zone",
  toDriver: (ms) => new Date(ms).toISOString(),
  fromDriver: (value) => (value instanceof Date ? value : new Date(value)).getTime(),
});
