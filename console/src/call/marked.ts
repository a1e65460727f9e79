import { useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';
import { addressOfPage } from '../url/addresses';

let marked: string | undefined;
const listeners = new Set<() => void>();

function set(id: string | undefined): void {
  marked = id;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Returns the call that is marked to be compared, and a function that marks a call or compares it with that one. */
export function useMarked(): [marked: string | undefined, mark: (id: string | undefined) => void] {
  const [, navigate] = useLocation();
  const mark = (id: string | undefined) => {
    const first = marked;
    if (id === undefined || first === undefined || first === id) {
      set(first === id ? undefined : id);
      return;
    }
    set(undefined);
    navigate(addressOfPage('compare', { a: first, b: id }));
  };
  return [useSyncExternalStore(subscribe, () => marked), mark];
}
