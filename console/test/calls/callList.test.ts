import { expect, test } from 'vitest';
import type { CallLine, CallPage } from '../../src/api/calls';
import { CallList } from '../../src/pages/calls/CallList';
import { line } from '../fake/gateway';
import { makeCalls } from '../fake/calls';

const NOW = Date.UTC(2026, 10, 30, 12);
const CALLS: CallLine[] = makeCalls(9_000, NOW).map(line);

/** Pages by the number of the row with which they begin. */
function gateway() {
  const asked: (string | null)[] = [];
  const fetchPage = async (cursor: string | null): Promise<CallPage> => {
    asked.push(cursor);
    const start = Number(cursor ?? 0);
    const calls = CALLS.slice(start, start + 200);
    return { version: 1, calls, next: start + 200 < CALLS.length ? String(start + 200) : null };
  };
  return { asked, list: new CallList(fetchPage) };
}

async function settled(list: CallList): Promise<void> {
  while (list.loading) await new Promise(resolve => list.subscribe(() => resolve(undefined)));
}

async function scrollTo(list: CallList, row: number): Promise<void> {
  while (list.count < row + 40 && !list.ended) {
    list.need(list.count - 40, list.count);
    await settled(list);
  }
  list.need(row, row + 40);
  await settled(list);
}

test('the next page is asked for near the end of what is known, once', async () => {
  const { asked, list } = gateway();
  list.start();
  list.start();
  await settled(list);
  expect(list.count).toBe(200);
  list.need(0, 40);
  expect(asked).toEqual([null]);
  list.need(120, 160);
  list.need(121, 161);
  await settled(list);
  expect(asked).toEqual([null, '200']);
  expect(list.rowAt(200)).toEqual(CALLS[200]);
  expect(list.indexOf(CALLS[250]!.id)).toBe(250);
});

test('at most 5,000 rows are held, and those that were dropped come back where they were', async () => {
  const { asked, list } = gateway();
  list.start();
  await settled(list);
  await scrollTo(list, 8_000);
  const held = Array.from({ length: list.count }, (_, index) => list.rowAt(index)).filter(Boolean);
  expect(held.length).toBeLessThanOrEqual(5_000);
  expect(list.count).toBeGreaterThan(8_000);
  expect(list.rowAt(0)).toBeUndefined();
  expect(list.rowAt(8_000)).toEqual(CALLS[8_000]);

  asked.length = 0;
  const came = new Promise(resolve => list.subscribe(() => resolve(undefined)));
  list.need(0, 40);
  await came;
  expect(asked).toEqual([null]);
  expect(list.rowAt(0)).toEqual(CALLS[0]);
});

test('calls that come live stand on top, each once', async () => {
  const { list } = gateway();
  list.start();
  await settled(list);
  const fresh = { ...CALLS[0]!, id: 'fresh' };
  list.prepend([fresh, CALLS[0]!]);
  list.prepend([fresh]);
  expect(list.count).toBe(201);
  expect(list.rowAt(0)).toEqual(fresh);
  expect(list.rowAt(1)).toEqual(CALLS[0]);
});

test('a page that the gateway could not fill in time is followed by the next', async () => {
  const pages: CallPage[] = [
    { version: 1, calls: CALLS.slice(0, 3), next: 'a', looked_until: '2026-11-30T10:00:00Z' },
    { version: 1, calls: [], next: 'b', looked_until: '2026-11-29T10:00:00Z' },
    { version: 1, calls: CALLS.slice(3, 5), next: null },
  ];
  const list = new CallList(async () => pages.shift()!);
  list.start();
  await settled(list);
  expect(list.lookedUntil).toBe('2026-11-30T10:00:00Z');
  list.need(0, 3);
  await settled(list);
  list.need(0, 3);
  await settled(list);
  expect(list.count).toBe(5);
  expect(list.ended).toBe(true);
  expect(list.lookedUntil).toBeUndefined();
});

test('a failure stops the list until it is asked again', async () => {
  let broken = true;
  const list = new CallList(async () => {
    if (broken) throw new Error('away');
    return { version: 1, calls: CALLS.slice(0, 2), next: null };
  });
  list.start();
  await settled(list);
  expect(list.error).toBeInstanceOf(Error);
  broken = false;
  list.retry();
  await settled(list);
  expect(list.error).toBeUndefined();
  expect(list.count).toBe(2);
});
