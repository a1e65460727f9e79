import { useEffect, useRef, useState } from 'react';
import { tryDemo } from './trial';

export interface Trial {
  state: 'waiting' | 'running' | 'ended' | 'failed';
  answer: string;
  call?: string;
  error?: unknown;
  send(prompt: string): void;
}

/** A call that this page makes to the demo model. */
export function useTrial(): Trial {
  const [trial, setTrial] = useState<Omit<Trial, 'send'>>({ state: 'waiting', answer: '' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const send = (prompt: string) => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    const change = (next: (before: Omit<Trial, 'send'>) => Omit<Trial, 'send'>) => {
      if (!stop.signal.aborted) setTrial(next);
    };
    change(() => ({ state: 'running', answer: '' }));
    tryDemo(
      prompt,
      stop.signal,
      call => change(before => ({ ...before, call })),
      text => change(before => ({ ...before, answer: before.answer + text })),
    ).then(
      () => change(before => ({ ...before, state: 'ended' })),
      (error: unknown) => change(before => ({ ...before, state: 'failed', error })),
    );
  };
  return { ...trial, send };
}
