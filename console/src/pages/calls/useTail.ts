import { useEffect, useReducer, useRef } from 'react';
import type { CallLine } from '../../api/calls';
import { ApiError, type Parameters } from '../../api/client';
import { serverEvents } from '../../api/events';

/** Lines that wait while the reader is elsewhere; beyond, only their number is known. */
const MOST_WAITING = 1_000;
/** Milliseconds between two additions to the list. */
const INTERVAL = 250;
const WAIT_AGAIN = 2_000;

export interface Tail {
  /** Calls that have ended and are not in the list yet. */
  waiting: number;
  /** Calls that the gateway left out because there were too many for this page. */
  skipped: number;
  error: unknown;
  /** Hands over what waits, newest first; undefined when that is not all, so that the list begins anew. */
  take(): CallLine[] | undefined;
}

/** Follows the calls that fit as they end. `flush` takes them when the reader sees the top of the list. */
export function useTail(parameters: Parameters, live: boolean, flush: (tail: Tail) => void): Tail {
  const [, draw] = useReducer((times: number) => times + 1, 0);
  const tail = useRef(new WaitingCalls());
  const flushLater = useRef(flush);
  useEffect(() => {
    flushLater.current = flush;
  });
  const key = JSON.stringify(parameters);
  useEffect(() => {
    const mine = new WaitingCalls();
    tail.current = mine;
    draw();
    if (!live) return;
    const stopped = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        flushLater.current(mine);
        draw();
      }, INTERVAL);
    };
    void follow(JSON.parse(key) as Parameters, mine, stopped.signal, show);
    return () => {
      stopped.abort();
      clearTimeout(timer);
    };
  }, [key, live]);
  return tail.current;
}

class WaitingCalls implements Tail {
  waiting = 0;
  skipped = 0;
  error: unknown;
  lastId: string | undefined;
  private lines: CallLine[] = [];
  private missed = false;

  /** Without an id to go on from, calls may have ended since the list was asked for. */
  opened(): void {
    this.error = undefined;
    this.missed = this.lastId === undefined;
  }

  add(line: CallLine): void {
    this.waiting++;
    if (this.lines.length < MOST_WAITING) this.lines.push(line);
  }

  take(): CallLine[] | undefined {
    const lines = this.missed || this.waiting > this.lines.length ? undefined : this.lines.reverse();
    this.missed = false;
    this.waiting = 0;
    this.lines = [];
    return lines;
  }
}

async function follow(parameters: Parameters, tail: WaitingCalls, signal: AbortSignal, show: () => void) {
  while (!signal.aborted) {
    try {
      const opened = () => {
        tail.opened();
        show();
      };
      const events = serverEvents('tail', { parameters, lastEventId: tail.lastId, signal, opened });
      for await (const { event, data, id } of events) {
        if (event === 'call') {
          tail.lastId = id ?? tail.lastId;
          tail.add(JSON.parse(data) as CallLine);
          show();
        } else if (event === 'skipped') {
          tail.skipped += (JSON.parse(data) as { calls: number }).calls;
          show();
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      tail.error = error;
      show();
      if (error instanceof ApiError && error.status !== 429 && error.status < 500) return;
    }
    await pause(WAIT_AGAIN, signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
