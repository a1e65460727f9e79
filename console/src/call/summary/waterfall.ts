import type { Attempt, CallDocument } from '../../api/calls';

export type Phase = 'queue' | 'connect' | 'wait' | 'think' | 'stream' | 'rest';

/** A time within a call, in microseconds after it was accepted. */
export interface Segment {
  phase: Phase;
  from: number;
  to: number;
}

export interface AttemptBar {
  attempt: Attempt;
  from: number;
  to: number;
  segments: Segment[];
}

export interface Waterfall {
  total: number;
  bars: AttemptBar[];
  /** When the gateway alone was at work. */
  gateway: { from: number; to: number }[];
}

/** Lays the attempts of a call out in time. Undefined if its duration is not known. */
export function waterfallOf(call: CallDocument): Waterfall | undefined {
  const known = call.attempts.filter(attempt => attempt.sent_at_us !== undefined);
  const ends = known.map(attempt => attempt.sent_at_us! + (attempt.duration_us ?? 0));
  const total = Math.max(call.timing.duration_us ?? 0, ...ends);
  if (total <= 0) return undefined;
  const bars = known.map(attempt => barOf(attempt, total));
  return { total, bars, gateway: between(bars, total) };
}

function barOf(attempt: Attempt, total: number): AttemptBar {
  const from = attempt.sent_at_us!;
  const to = Math.min(total, from + (attempt.duration_us ?? total - from));
  const segments: Segment[] = [];
  let at = from;
  const until = (phase: Phase, end: number | undefined) => {
    if (end === undefined) return;
    const next = Math.min(to, Math.max(at, end));
    if (next > at) segments.push({ phase, from: at, to: next });
    at = next;
  };
  const after = (length: number | undefined) => (length === undefined ? undefined : from + length);
  until('queue', attempt.queued_us === undefined ? undefined : at + attempt.queued_us);
  until('connect', attempt.connect_us === undefined ? undefined : at + attempt.connect_us);
  until('wait', after(attempt.first_byte_us ?? attempt.head_us));
  until('think', after(attempt.first_token_us));
  until('stream', after(attempt.last_token_us));
  until(attempt.first_byte_us === undefined && attempt.head_us === undefined ? 'wait' : 'rest', to);
  return { attempt, from, to, segments };
}

function between(bars: readonly AttemptBar[], total: number): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let at = 0;
  for (const { from, to } of bars.toSorted((a, b) => a.from - b.from)) {
    if (from > at) gaps.push({ from: at, to: from });
    at = Math.max(at, to);
  }
  if (total > at) gaps.push({ from: at, to: total });
  return gaps;
}
