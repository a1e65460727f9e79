import { useEffect, useState } from 'react';
import type { CallLine } from '../../api/calls';
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

async function first(signal: AbortSignal): Promise<CallLine | undefined> {
  for await (const { event, data } of serverEvents('tail', { signal })) {
    if (event === 'call') return JSON.parse(data) as CallLine;
  }
  return undefined;
}
