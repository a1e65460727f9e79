import { startWorker } from '../../platform/workers';
import type { Questions } from './service';
import workerUrl from './worker.ts?worker&url';

interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
}

/** A worker that has no body yet. */
let spare: Worker | undefined;

/** Starts a worker while its body is on its way, so that it is not waited for afterwards. */
export function prepareReader(): void {
  if (spare) return;
  const worker = startWorker(workerUrl);
  worker.onerror = () => {
    if (spare === worker) spare = undefined; // the next one says why
  };
  spare = worker;
}

function takeWorker(): Worker {
  const worker = spare ?? startWorker(workerUrl);
  spare = undefined;
  return worker;
}

/** A body that a worker holds, so that the page never waits for it. */
export class BodyReader {
  private readonly worker = takeWorker();
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  constructor() {
    this.worker.onmessage = ({ data }: MessageEvent<{ number: number; answer?: unknown; error?: string }>) => {
      const waiting = this.waiting.get(data.number);
      this.waiting.delete(data.number);
      if (data.error !== undefined) waiting?.reject(new Error(data.error));
      else waiting?.resolve(data.answer as never);
    };
    this.worker.onerror = event => {
      for (const { reject } of this.waiting.values()) reject(new Error(event.message));
      this.waiting.clear();
    };
  }

  ask<K extends keyof Questions>(ask: K, asked: Questions[K]['asked']): Promise<Questions[K]['answer']> {
    const number = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.worker.postMessage({ number, question: { ask, ...asked } });
    });
  }

  close(): void {
    this.worker.terminate();
    this.waiting.clear();
  }
}
