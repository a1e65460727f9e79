import { useEffect, useState } from 'react';
import type { BodyReader } from './reader';

/** Matches that are counted at most. */
const MOST_FOUND = 5000;

export interface BodySearch {
  query: string;
  found: readonly number[];
  /** True if there may be more than were counted. */
  more: boolean;
  /** The match that is shown. */
  at: number;
  /** The row to show; another object each time when it is to be shown again. */
  target: { row: number } | undefined;
  ask(query: string): void;
  go(step: 1 | -1): void;
}

/** Searches a body; `changed` is told how many rows it has once folded ones were opened. */
export function useSearch(reader: BodyReader | undefined, changed: (rows: number) => void): BodySearch {
  const [query, setQuery] = useState('');
  const [result, setResult] = useState<{ found: readonly number[]; at: number }>({ found: [], at: 0 });
  const [target, setTarget] = useState<{ row: number }>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another query or body is a reason to search
  useEffect(() => {
    if (!reader || query === '') {
      setResult({ found: [], at: 0 });
      setTarget(undefined);
      return;
    }
    let old = false;
    void reader.ask('find', { query, most: MOST_FOUND }).then(({ found, count }) => {
      if (old) return;
      changed(count);
      setResult({ found, at: 0 });
      setTarget(found[0] === undefined ? undefined : { row: found[0] });
    });
    return () => {
      old = true;
    };
  }, [reader, query]);

  const go = (step: 1 | -1) => {
    const { found, at } = result;
    if (found.length === 0) return;
    const next = (at + step + found.length) % found.length;
    setResult({ found, at: next });
    setTarget({ row: found[next]! });
  };
  return { query, ...result, more: result.found.length >= MOST_FOUND, target, ask: setQuery, go };
}
