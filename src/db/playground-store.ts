import { and, asc, desc, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "./database.ts";
import { playgroundFiles, playgroundMessages, playgroundPeople } from "./schema/playground.ts";

/** A message as the playground hands it over; what `Content` is, only the playground knows. */
interface Row<Content> {
  readonly id: string;
  readonly conversation: string;
  readonly author: string;
  readonly onlyFor: string | null;
  readonly thread: string | null;
  readonly because: string | null;
  readonly key: string | null;
  readonly content: Content;
  readonly atMs: number;
  readonly editedAtMs: number | null;
}

/** Keeps what `platforms/playground/store.ts` asks for. `Content` is JSON. */
export function openPlaygroundStore<Content>(db: Database) {
  return {
    async load(most: number) {
      const people = await db
        .select({ id: playgroundPeople.id, name: playgroundPeople.name, zone: playgroundPeople.zone })
        .from(playgroundPeople)
        .orderBy(asc(playgroundPeople.number));
      const newest = await db.select().from(playgroundMessages).orderBy(desc(playgroundMessages.position)).limit(most);
      const oldest = newest.at(-1);
      if (oldest && newest.length === most) await dropReplies(db, oldest.position);
      const messages = newest.reverse().map(({ at, editedAt, content, ...rest }) => ({
        ...rest,
        content: content as Content,
        atMs: at,
        editedAtMs: editedAt,
      }));
      return { people, messages };
    },

    async addPerson(person: { id: string; name: string; zone: string }) {
      await db.insert(playgroundPeople).values(person).onConflictDoNothing();
    },

    async changeZone(person: string, zone: string) {
      await db.update(playgroundPeople).set({ zone }).where(eq(playgroundPeople.id, person));
    },

    async append({ atMs, editedAtMs, ...rest }: Row<Content>) {
      const [made] = await db
        .insert(playgroundMessages)
        .values({ ...rest, at: atMs, editedAt: editedAtMs })
        .onConflictDoNothing({ target: playgroundMessages.key })
        .returning({ id: playgroundMessages.id, position: playgroundMessages.position });
      if (made) return made;
      const [standing] = await db
        .select({ id: playgroundMessages.id, position: playgroundMessages.position })
        .from(playgroundMessages)
        .where(eq(playgroundMessages.key, rest.key ?? ""));
      if (!standing) throw new Error("a message was neither stored nor there already");
      return standing;
    },

    async change(id: string, content: Content, editedAtMs: number) {
      await db.update(playgroundMessages).set({ content, editedAt: editedAtMs }).where(eq(playgroundMessages.id, id));
    },

    async remove(id: string) {
      await db.delete(playgroundMessages).where(eq(playgroundMessages.id, id));
    },

    async keepFile(file: { id: string; name: string; bytes: Uint8Array }) {
      await db.insert(playgroundFiles).values(file);
    },

    async file(id: string) {
      const [file] = await db
        .select({ name: playgroundFiles.name, bytes: playgroundFiles.bytes })
        .from(playgroundFiles)
        .where(eq(playgroundFiles.id, id));
      return file ?? null;
    },
  };
}

/** Posts stay: they are edited long after. */
async function dropReplies(db: Database, beforePosition: number): Promise<void> {
  await db
    .delete(playgroundMessages)
    .where(and(lt(playgroundMessages.position, beforePosition), isNull(playgroundMessages.key)));
}
