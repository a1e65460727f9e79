import { act, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { App } from '../../src/app/App';
import { makeCall } from '../fake/calls';
import { FakeGateway, line } from '../fake/gateway';
import { Random } from '../fake/random';

const random = new Random(1);
let gateway: FakeGateway;
let tails: ReadableStreamDefaultController<Uint8Array>[];
/** Runs before a request to follow is answered. */
let beforeTail: () => void;

beforeEach(() => {
  gateway = new FakeGateway({ calls: 300, now: Date.now() });
  tails = [];
  beforeTail = () => undefined;
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
    if (!path.includes('/tail')) return gateway.handle(new Request(new URL(path, 'http://localhost'), init));
    beforeTail();
    const body = new ReadableStream<Uint8Array>({ start: controller => void tails.push(controller) });
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  });
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000);
});

/** Ends a call at the gateway; `told` sends it to those who follow. */
function endCall(question: string, told = true): void {
  const call = { ...makeCall(random, gateway.calls.length, Date.now()), question };
  gateway.calls.unshift(call);
  const text = `id: ${call.at}\nevent: call\ndata: ${JSON.stringify(line(call))}\n\n`;
  if (told) tails.at(-1)?.enqueue(new TextEncoder().encode(text));
}

async function openLive(): Promise<void> {
  window.history.replaceState(null, '', '/console/calls?live=1');
  await act(async () => void render(<App />));
  await screen.findByRole('grid');
  await waitFor(() => expect(tails).toHaveLength(1));
}

test('a call that ends appears on top', async () => {
  await openLive();
  endCall('刚刚结束的调用');
  await screen.findByText('刚刚结束的调用');
});

test('a call that ends between the list and the following is not lost', async () => {
  const path = 'in between';
  let listed = false;
  beforeTail = () => {
    listed = gateway.asked.some(asked => asked.startsWith('/admin/api/calls?'));
    endCall(path, false);
  };
  await openLive();
  await screen.findByText(path);
  expect(listed).toBe(true);
});

test('what ends while the reader is further down waits, and comes when asked for', async () => {
  await openLive();
  endCall('the first one');
  await screen.findByText('the first one');
  const list = screen.getByRole('grid');
  list.scrollTop = 400;
  endCall('while reading');
  const more = await screen.findByRole('button', { name: '1 new' });
  expect(screen.queryByText('while reading')).toBeNull();
  await act(async () => more.click());
  await screen.findByText('while reading');
  expect(list.scrollTop).toBe(0);
});
