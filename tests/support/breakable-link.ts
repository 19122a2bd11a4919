import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface BreakableLink {
  /** The address given, by way of the link. */
  readonly url: string;
  /** Resets every connection. */
  cut(): void;
  /** Resets a connection as soon as it has sent so many messages, once. */
  cutAfter(messages: number): void;
  stop(): Promise<void>;
}

/** A way to a server on this machine that can be cut. */
export async function openBreakableLink(url: string): Promise<BreakableLink> {
  const through = new URL(url);
  const port = Number(through.port);
  const open = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    open.add(near);
    const end = () => {
      open.delete(near);
      near.destroy();
      far.destroy();
    };
    for (const side of [near, far]) side.on("close", end).on("error", end);
    near.on("data", () => {
      left -= 1;
      if (left > 0) return;
      left = Number.POSITIVE_INFINITY;
      near.resetAndDestroy();
    });
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.toString(),
    cut() {
      for (const near of open) near.resetAndDestroy();
    },
    cutAfter(messages) {
      left = messages;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const near of open) near.destroy();
      }),
  };
}
