const ownHosts = new Set(["cdn.discordapp.com", "media.discordapp.net"]);

/** Reads a file somebody handed in with a form: only from where Discord keeps them, and never more than `maxBytes`. */
export async function openFile(reference: string, maxBytes: number, apiUrl: string | undefined): Promise<Uint8Array> {
  const url = URL.canParse(reference) ? new URL(reference) : null;
  const ownHost = url && (ownHosts.has(url.hostname) || (apiUrl && url.origin === new URL(apiUrl).origin));
  if (!url || !ownHost) throw new Error("not a file of Discord");
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(30_000) });
  if (!response.ok || !response.body) throw new Error(`the file could not be read: ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`the file is over ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
