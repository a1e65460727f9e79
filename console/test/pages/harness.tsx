import { act, render } from '@testing-library/react';
import { beforeEach, vi } from 'vitest';
import { App } from '../../src/app/App';
import { chooseLocale, type Locale } from '../../src/i18n/locale';
import { FakeGateway } from '../fake/gateway';

export let gateway: FakeGateway;

type Answer = (request: Request, ordinary: () => Promise<Response>) => Response | Promise<Response>;

let others: [path: RegExp, by: Answer][];

/** Answers requests by a fake gateway in each test of a file. */
export function withFakeGateway(calls = 600): void {
  beforeEach(() => {
    gateway = new FakeGateway({ calls, now: Date.now() });
    others = [];
    vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
      const request = new Request(new URL(path, 'http://localhost'), init);
      const ordinary = () => gateway.handle(request);
      const other = others.find(([pattern]) => pattern.test(path));
      return other ? other[1](request, ordinary) : ordinary();
    });
  });
}

/** Answers requests whose address fits otherwise than the fake gateway would; returns what undoes that. */
export function answer(path: RegExp, by: Answer): () => void {
  const other: [RegExp, Answer] = [path, by];
  others.push(other);
  return () => void others.splice(others.indexOf(other), 1);
}

/** Answers those who follow the calls, by streams that a test writes to; the list grows with each of them. */
export function answerTails(): ReadableStreamDefaultController<Uint8Array>[] {
  const tails: ReadableStreamDefaultController<Uint8Array>[] = [];
  answer(/\/tail/, () => {
    const body = new ReadableStream<Uint8Array>({ start: controller => void tails.push(controller) });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
  return tails;
}

/** Tells those who follow the calls that one has ended. */
export function tell(tail: ReadableStreamDefaultController<Uint8Array> | undefined, call: object): void {
  tail?.enqueue(new TextEncoder().encode(`event: call\ndata: ${JSON.stringify(call)}\n\n`));
}

/** Shows the page of an address below `/console`. */
export async function show(address: string, locale: Locale = 'en'): Promise<void> {
  chooseLocale(locale);
  window.history.replaceState(null, '', `/console${address}`);
  await act(async () => void render(<App />));
}
