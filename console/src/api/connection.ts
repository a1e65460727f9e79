import { useSyncExternalStore } from 'react';

/** Whether the gateway answered the last request, for the notice above every page. */
let answers = true;
let probe: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const returned = new Set<() => void>();

/** Seconds between two looks whether the gateway is back. */
const INTERVAL = 2;

export function useReachable(): boolean {
  return useSyncExternalStore(subscribe, () => answers);
}

/** Calls a listener each time when the gateway is back. */
export function onReturn(listener: () => void): () => void {
  returned.add(listener);
  return () => returned.delete(listener);
}

export function unreachable(): void {
  if (!answers) return;
  answers = false;
  notify();
  look();
}

export function reachable(): void {
  if (answers) return;
  answers = true;
  clearTimeout(probe);
  notify();
  for (const listener of returned) listener();
}

function look(): void {
  probe = setTimeout(async () => {
    try {
      await fetch('/health/live', { cache: 'no-store' });
      reachable();
    } catch {
      look(); // still away
    }
  }, INTERVAL * 1000);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}
