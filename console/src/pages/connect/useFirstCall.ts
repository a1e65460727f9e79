import { useEffect, useState } from 'react';
import type { CallLine } from '../../api/calls';
import { UnreachableError } from '../../api/client';
import { serverEvents } from '../../api/events';

/** Waits, while `waiting`, for the first call that ends. */
export function useFirstCall(waiting: boolean): { call?: CallLine; error?: unknown } {
  const [found, setFound] = useState<{ call?: CallLine; error?: unknown }>({});
  useEffect(() => {
    if (!waiting) return;
    setFound({});
    const stopped = new AbortController();
    void first(stopped.signal)
      .then(call => call && setFound({ call }))
      .catch((error: unknown) => {
        if (!stopped.signal.aborted) setFound({ error });
      });
    return () => stopped.abort();
  }, [waiting]);
  return found;
}

/** Milliseconds before a stream that ended is opened again. */
const PAUSE = 1_000;

/** Follows the calls until one ends; a stream that the gateway ends, or a gateway that is away, is waited for. */
async function first(signal: AbortSignal): Promise<CallLine | undefined> {
  let lastEventId: string | undefined;
  while (!signal.aborted) {
    try {
      for await (const { event, data, id } of serverEvents('tail', { signal, lastEventId })) {
        if (event === 'call') return JSON.parse(data) as CallLine;
        lastEventId = id ?? lastEventId;
      }
    } catch (error) {
      // The stream broke, or nothing answered: the notice above every page says so.
      if (signal.aborted || !(error instanceof UnreachableError || error instanceof TypeError)) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
  return undefined;
}
