import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import { AppError } from "../../errors.ts";

/** Encrypts tokens with AES-256-GCM. The first key encrypts, all decrypt: to replace a key, put the new one first. */
export interface TokenBox {
  seal(team: string, token: string): string;
  /** @throws AppError `configuration` when none of the keys fits. */
  open(team: string, sealed: string): string;
  /** Whether it was sealed with another key than the first. */
  isOld(sealed: string): boolean;
  /** Shows later that we wrote a text. */
  sign(text: string): string;
}

const version = "v1";

export function openTokenBox(keyList: string): TokenBox {
  const keys = keyList.split(",").map((text) => Buffer.from(text.trim(), "base64"));
  const named = new Map(keys.map((key) => [nameOf(key), key]));
  const [first] = keys;
  if (!first || keys.some((key) => key.length !== 32)) {
    throw new AppError("configuration", "ENCRYPTION_KEY must be 32 random bytes as Base64: openssl rand -base64 32");
  }
  return {
    seal(team, token) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", first, iv);
      // A token moved to another workspace's row does not open.
      cipher.setAAD(Buffer.from(team));
      const sealed = Buffer.concat([cipher.update(token, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [version, nameOf(first), iv.toString("base64url"), sealed.toString("base64url")].join(".");
    },
    open(team, text) {
      const [, name = "", iv = "", sealed = ""] = text.split(".");
      const key = named.get(name);
      const bytes = Buffer.from(sealed, "base64url");
      if (!key || bytes.length < 16) {
        throw new AppError("configuration", `no key of ENCRYPTION_KEY opens the stored token of workspace ${team}`);
      }
      const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"));
      decipher.setAAD(Buffer.from(team));
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8");
    },
    isOld: (sealed) => sealed.split(".")[1] !== nameOf(first),
    sign: (text) => createHmac("sha256", first).update(`signed:${text}`).digest("base64url"),
  };
}

/** Tells keys apart without telling what they are. */
function nameOf(key: Buffer): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, 8);
}
