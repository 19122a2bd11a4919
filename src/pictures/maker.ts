import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Picture, PictureMaker, PictureSpec } from "../core/picture-spec.ts";
import type { Log } from "../log.ts";
import { openPictureCache } from "./cache.ts";
import type { DrawAnswer } from "./worker.ts";

export interface OpenPictureMaker extends PictureMaker {
  /** Rejects what is under way. May be called twice. */
  close(): Promise<void>;
}

interface Job {
  readonly spec: PictureSpec;
  resolve(picture: Picture): void;
  reject(reason: Error): void;
}

interface Drawer {
  readonly worker: Worker;
  job: Job | null;
  /** What it has drawn before: the first of a kind loads what draws it. */
  readonly knows: Set<PictureSpec["kind"]>;
  /** Of the drawing under way, or of the rest after it. */
  timer: NodeJS.Timeout | undefined;
}

const drawWithinMs = 5_000;
/** The first of its kind in a thread: loading the formula engine, too. */
const firstWithinMs = 30_000;
const mostWaiting = 500;
/** A thread that has nothing to draw for this long gives its memory back. */
const restsForMs = 120_000;

/**
 * Draws in threads of its own, started when first needed. Rejects when a spec cannot be drawn, takes over 5 s, or too
 * many wait. The same spec is drawn once and kept while there is room.
 */
export function openPictureMaker(parts: {
  log: Log;
  workers: number;
  cacheBytes?: number;
  drawWithinMs?: number;
  restsForMs?: number;
}): OpenPictureMaker {
  const { log } = parts;
  const cache = openPictureCache(parts.cacheBytes ?? 16 * 1024 * 1024);
  const underWay = new Map<string, Promise<Picture>>();
  const queue: Job[] = [];
  const drawers = new Set<Drawer>();
  let closed = false;

  function start(): Drawer {
    const worker = startThread();
    const drawer: Drawer = { worker, job: null, knows: new Set(), timer: undefined };
    worker.unref();
    worker.on("message", (answer: DrawAnswer) => {
      const job = finish(drawer);
      if (answer.kind === "drawn") job?.resolve(answer.picture);
      else job?.reject(new Error(answer.reason));
      drawer.timer = setTimeout(() => drop(drawer, new Error("nothing to draw")), parts.restsForMs ?? restsForMs);
      drawer.timer.unref();
      next();
    });
    worker.on("error", (error) => drop(drawer, new Error("the drawing thread failed", { cause: error })));
    worker.on("exit", () => drop(drawer, new Error("the drawing thread ended")));
    drawers.add(drawer);
    return drawer;
  }

  function finish(drawer: Drawer): Job | null {
    const { job } = drawer;
    clearTimeout(drawer.timer);
    drawer.job = null;
    drawer.worker.unref();
    return job;
  }

  function drop(drawer: Drawer, reason: Error): void {
    if (!drawers.delete(drawer)) return;
    const job = finish(drawer);
    void drawer.worker.terminate();
    if (job) {
      log.warn({ picture: job.spec.kind, reason: reason.message }, "a drawing thread was replaced");
      job.reject(reason);
    }
    next();
  }

  function next(): void {
    while (queue.length > 0 && !closed) {
      const idle = [...drawers].find((one) => one.job === null);
      if (!idle && drawers.size >= parts.workers) return;
      const drawer = idle ?? start();
      const job = queue.shift();
      if (!job) return;
      clearTimeout(drawer.timer);
      drawer.job = job;
      drawer.worker.ref();
      const limitMs = drawer.knows.has(job.spec.kind) ? (parts.drawWithinMs ?? drawWithinMs) : firstWithinMs;
      drawer.knows.add(job.spec.kind);
      drawer.timer = setTimeout(() => drop(drawer, new Error(`not drawn within ${limitMs} ms`)), limitMs);
      drawer.worker.postMessage(job.spec);
    }
  }

  function drawAnew(key: string, spec: PictureSpec): Promise<Picture> {
    if (closed) return Promise.reject(new Error("the picture maker is closed"));
    if (queue.length >= mostWaiting) return Promise.reject(new Error("too many pictures wait to be drawn"));
    const drawing = new Promise<Picture>((resolve, reject) => {
      queue.push({ spec, resolve, reject });
      next();
    });
    return drawing
      .then((picture) => {
        cache.set(key, picture);
        return picture;
      })
      .finally(() => underWay.delete(key));
  }

  return {
    draw(spec) {
      const key = specHash(spec);
      const kept = cache.get(key);
      if (kept) return Promise.resolve(kept);
      const drawing = underWay.get(key) ?? drawAnew(key, spec);
      underWay.set(key, drawing);
      return drawing;
    },
    async close() {
      closed = true;
      const reason = new Error("the picture maker is closed");
      for (const job of queue.splice(0)) job.reject(reason);
      const ending = [...drawers];
      drawers.clear();
      for (const drawer of ending) finish(drawer)?.reject(reason);
      await Promise.all(ending.map((drawer) => drawer.worker.terminate()));
    },
  };
}

function specHash(spec: PictureSpec): string {
  return createHash("sha256").update(JSON.stringify(spec)).digest("base64url");
}

function startThread(): Worker {
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL("./worker.js", import.meta.url));
  // From source a thread needs the loader for TypeScript, whatever started this process.
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx/package.json"));
  const loader = new URL("./dist/esm/api/index.mjs", tsx).href;
  const file = new URL("./worker.ts", import.meta.url).href;
  const boot = `import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(file)}); })`;
  return new Worker(boot, { eval: true });
}
