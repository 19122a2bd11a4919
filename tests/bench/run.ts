/**
 * `npm run bench -- NAME`: runs tests/bench/NAME.ts. Each measures ours beside something else in the same run and ends in
 * ratios; nothing here is asserted by the tests.
 */
const [name = "", ...args] = process.argv.slice(2);
if (!/^[a-z-]+$/.test(name) || name === "run") {
  console.error("usage: npm run bench -- NAME, the name of a file in tests/bench, such as grade");
  process.exit(2);
}
const bench = (await import(`./${name}.ts`)) as { run(args: readonly string[]): Promise<void> };
await bench.run(args);
process.exit(0);
