import { expect, test } from 'vitest';
import type { Attempt } from '../../src/api/calls';
import { waterfallOf } from '../../src/call/summary/waterfall';
import { makeCalls } from '../fake/calls';
import { recordOf } from '../fake/records';

const base = recordOf(makeCalls(1, 1_764_000_000_000)[0]!);
const attempt: Attempt = { provider: 'openai', model: 'm', dialect: 'openai' };

function segments(attempts: Attempt[]) {
  return waterfallOf({ ...base, attempts, timing: { duration_us: 10_000 } })?.bars.map(bar =>
    bar.segments.map(({ phase, from, to }) => [phase, from, to]),
  );
}

test('an attempt is cut into its phases, in the time of the call', () => {
  const whole = { ...attempt, sent_at_us: 400, duration_us: 9_000, queued_us: 100, connect_us: 900 };
  expect(
    segments([{ ...whole, first_byte_us: 3_000, first_token_us: 4_000, last_token_us: 8_500, status: 200 }]),
  ).toEqual([
    [
      ['queue', 400, 500],
      ['connect', 500, 1_400],
      ['wait', 1_400, 3_400],
      ['think', 3_400, 4_400],
      ['stream', 4_400, 8_900],
      ['rest', 8_900, 9_400],
    ],
  ]);
});

test('what is not known leaves its time to the next phase', () => {
  expect(segments([{ ...attempt, sent_at_us: 0, head_us: 2_000, duration_us: 5_000, status: 200 }])).toEqual([
    [
      ['wait', 0, 2_000],
      ['rest', 2_000, 5_000],
    ],
  ]);
  expect(segments([{ ...attempt, sent_at_us: 0, duration_us: 5_000 }])).toEqual([[['wait', 0, 5_000]]]);
});

test('an attempt that outlasts the call makes the chart longer', () => {
  const long = { ...attempt, sent_at_us: 9_000, duration_us: 4_000 };
  expect(waterfallOf({ ...base, attempts: [long], timing: { duration_us: 10_000 } })?.total).toBe(13_000);
});

test('the gateway was alone at work where no attempt was under way', () => {
  const first = { ...attempt, sent_at_us: 400, duration_us: 3_000 };
  const hedge = { ...attempt, sent_at_us: 2_000, duration_us: 6_000, reason: 'hedge' as const };
  expect(waterfallOf({ ...base, attempts: [first, hedge], timing: { duration_us: 10_000 } })?.gateway).toEqual([
    { from: 0, to: 400 },
    { from: 8_000, to: 10_000 },
  ]);
});
