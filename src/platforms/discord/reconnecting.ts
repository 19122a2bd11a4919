import { SimpleShardingStrategy } from "discord.js";
import { backOffMs, type Pause } from "./back-off.ts";

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/**
 * discord.js tries a refused connection again twice a second, for ever. Here each further try in a row waits longer; the
 * first one comes at once, since most interruptions are over by then.
 */
export function reconnectSlowly(pause: Pause): (manager: Manager) => SimpleShardingStrategy {
  return (manager) => {
    const tries = new Map<number, number>();
    const { options } = manager;
    const retrieveSessionInfo = options.retrieveSessionInfo;
    // Asked once before each connection.
    options.retrieveSessionInfo = async (shardId) => {
      const tried = (tries.get(shardId) ?? 0) + 1;
      tries.set(shardId, tried);
      if (tried > 2) await pause.wait(backOffMs(tried - 2));
      return retrieveSessionInfo(shardId);
    };
    const well = ({ shardId }: { shardId: number }) => tries.delete(shardId);
    const events = manager as unknown as { on(name: string, listener: typeof well): void };
    events.on("ready", well);
    events.on("resumed", well);
    return new SimpleShardingStrategy(manager);
  };
}
