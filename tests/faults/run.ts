/**
 * `npm run test:faults`: every file here; `npm run test:faults -- ratings`: one. Each is bounded, starts and ends its own
 * processes, prints its totals, and rejects when something confirmed is missing or doubled.
 */
const all = ["ratings"] as const;
const wanted = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : all;
for (const name of names) {
  if (!all.some((one) => one === name)) {
    console.error(`there is no fault test "${name}"; there are: ${all.join(", ")}`);
    process.exit(2);
  }
  const fault = (await import(`./${name}.ts`)) as { run(): Promise<boolean> };
  if (!(await fault.run())) process.exit(1);
}
process.exit(0);
