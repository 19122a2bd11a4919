import { contentCommand } from "./content/command.ts";
import { drawFormula } from "./pictures/draw-formula.ts";

type Command = {
  summary: string;
  /** Returns the exit code. */
  run(args: string[]): Promise<number>;
};

const io = {
  out: (text: string) => void process.stdout.write(`${text}\n`),
  err: (text: string) => void process.stderr.write(`${text}\n`),
};

const commands: Record<string, Command> = {
  content: {
    summary: "check the decks, run their code, write the schema for editors",
    run: (args) => contentCommand(args, { ...io, drawFormula: (tex) => drawFormula({ kind: "formula", tex }) }),
  },
};

async function main([name, ...args]: string[]): Promise<number> {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command.run(args);
  const list = Object.entries(commands).map(([known, { summary }]) => `  ${known.padEnd(10)} ${summary}`);
  io.err(`${name === undefined ? "Which command?" : `There is no command "${name}".`}\n${list.join("\n")}`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
