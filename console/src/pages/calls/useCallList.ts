import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { CallPage } from '../../api/calls';
import { type Parameters, request } from '../../api/client';
import { onReturn } from '../../api/connection';
import { CallList, PAGE_ROWS } from './CallList';

/** Returns the list of the calls that fit; while a new one begins, the one before it is shown as stale. */
export function useCallList(parameters: Parameters): { list: CallList; stale: boolean } {
  const key = JSON.stringify(parameters);
  const list = useMemo(() => {
    const asked = JSON.parse(key) as Parameters;
    return new CallList((cursor, signal) =>
      request<CallPage>('calls', {
        parameters: { ...asked, limit: PAGE_ROWS, ...(cursor ? { before: cursor } : {}) },
        signal,
      }),
    );
  }, [key]);
  useSyncExternalStore(list.subscribe, list.version);
  const shown = useRef(list);
  if (list.begun || list.error) shown.current = list;
  useEffect(() => {
    list.start();
    const stop = onReturn(() => void list.restart());
    return () => {
      stop();
      list.close();
    };
  }, [list]);
  return { list: shown.current, stale: shown.current !== list };
}
