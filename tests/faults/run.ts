/**
 * `npm run test:faults`: all of them; `npm run test:faults -- ratings`: one; `-- deliveries 20`: with so many kills. Each
 * is bounded, starts and ends its own processes, prints its totals, and fails when something confirmed is missing or
 * doubled.
 */
const all = ["ratings", "deliveries"] as const;
const numbers = process.argv.slice(2).filter((one) => /^\d+$/.test(one));
const wanted = process.argv.slice(2).filter((one) => !/^\d+$/.test(one));
const names = wanted.length > 0 ? wanted : all;
for (const name of names) {
  if (!all.some((one) => one === name)) {
    console.error(`there is no fault test "${name}"; there are: ${all.join(", ")}`);
    process.exit(2);
  }
  const fault = (await import(`./${name}.ts`)) as { run(args: readonly string[]): Promise<boolean> };
  if (!(await fault.run(numbers))) process.exit(1);
}
process.exit(0);
