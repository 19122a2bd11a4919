import { SimpleShardingStrategy } from "discord.js";
import { backOffMs, type Pause } from "./back-off.ts";

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/**
 * discord.js tries a refused connection again twice a second, for ever. Here each further try in a row waits longer; the
 * first one comes at once, since most interruptions are over by then.
 */
export function reconnectSlowly(pause: Pause): (manager: Manager) => SimpleShardingStrategy {
  return (manager) => {
    /** Connections that ended in a row without having worked, by shard. */
    const ended = new Map<number, number>();
    const down = new Set<number>();
    const { options } = manager;
    const retrieveSessionInfo = options.retrieveSessionInfo;
    // Asked before each connection, and at each event of one that works.
    options.retrieveSessionInfo = async (shardId) => {
      const times = ended.get(shardId) ?? 0;
      if (down.has(shardId) && times > 1) await pause.wait(backOffMs(times - 1));
      return retrieveSessionInfo(shardId);
    };
    type Listener = (event: { readonly shardId: number }) => void;
    const events = manager as unknown as { on(name: string, listener: Listener): void };
    events.on("closed", ({ shardId }) => {
      down.add(shardId);
      ended.set(shardId, (ended.get(shardId) ?? 0) + 1);
    });
    events.on("hello", ({ shardId }) => down.delete(shardId));
    for (const name of ["ready", "resumed"]) events.on(name, ({ shardId }) => ended.delete(shardId));
    return new SimpleShardingStrategy(manager);
  };
}
