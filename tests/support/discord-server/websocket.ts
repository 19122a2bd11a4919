import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** The server's end of one WebSocket (RFC 6455): whole text messages, close with a code. */
export interface Socket {
  send(text: string): void;
  close(code: number, reason?: string): void;
  /** Ends the connection without a word, as a broken network does. */
  drop(): void;
  onText(listener: (text: string) => void): void;
  onEnd(listener: () => void): void;
}

const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

export function acceptSocket(request: IncomingMessage, stream: Duplex): Socket {
  const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${magic}`).digest("base64");
  stream.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const texts: ((text: string) => void)[] = [];
  const ends: (() => void)[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let message: Buffer[] = [];

  function frame(opcode: number, payload: Buffer): void {
    if (stream.destroyed || stream.writableEnded) return;
    const { length } = payload;
    const head =
      length < 126
        ? Buffer.from([0x80 | opcode, length])
        : length < 65_536
          ? Buffer.from([0x80 | opcode, 126, length >> 8, length & 255])
          : Buffer.concat([Buffer.from([0x80 | opcode, 127, 0, 0, 0, 0]), uint32(length)]);
    stream.write(Buffer.concat([head, payload]));
  }

  function read(): void {
    for (;;) {
      const found = nextFrame(rest);
      if (!found) return;
      rest = found.rest;
      switch (found.opcode) {
        case 8:
          frame(8, found.payload.subarray(0, 2));
          stream.end();
          return;
        case 9:
          frame(10, found.payload);
          break;
        case 0:
        case 1:
          message.push(found.payload);
          if (found.isLast) {
            const text = Buffer.concat(message).toString("utf8");
            message = [];
            for (const listener of texts) listener(text);
          }
          break;
      }
    }
  }

  stream.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    read();
  });
  stream.on("error", () => undefined);
  stream.on("close", () => {
    for (const listener of ends) listener();
  });
  return {
    send: (text) => frame(1, Buffer.from(text)),
    close(code, reason = "") {
      frame(8, Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)]));
      stream.end();
    },
    drop: () => void stream.destroy(),
    onText: (listener) => void texts.push(listener),
    onEnd: (listener) => void ends.push(listener),
  };
}

/** Frames of a client are masked. */
function nextFrame(bytes: Buffer) {
  if (bytes.length < 2) return null;
  const first = bytes.readUInt8(0);
  let length = bytes.readUInt8(1) & 127;
  let at = 2;
  if (length === 126) {
    if (bytes.length < 4) return null;
    length = bytes.readUInt16BE(2);
    at = 4;
  } else if (length === 127) {
    if (bytes.length < 10) return null;
    length = Number(bytes.readBigUInt64BE(2));
    at = 10;
  }
  if (bytes.length < at + 4 + length) return null;
  const mask = bytes.subarray(at, at + 4);
  const payload = Buffer.from(bytes.subarray(at + 4, at + 4 + length));
  for (let index = 0; index < payload.length; index++) payload[index]! ^= mask[index % 4]!;
  return { opcode: first & 15, isLast: (first & 128) !== 0, payload, rest: bytes.subarray(at + 4 + length) };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
