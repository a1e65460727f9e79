import type { Attempt, CallDocument } from '../../api/calls';

export type Phase = 'gateway' | 'queue' | 'connect' | 'wait' | 'think' | 'stream' | 'rest';

/** A piece of a row, in microseconds after the call was accepted. */
export interface Segment {
  phase: Phase;
  from: number;
  to: number;
}

export interface WaterfallRow {
  attempt: Attempt;
  segments: readonly Segment[];
  end: number;
}

export interface Waterfall {
  rows: readonly WaterfallRow[];
  /** The length of the whole, in microseconds. */
  length: number;
  /** The time before the first attempt was sent. */
  before: number | undefined;
}

/** Returns when each attempt of a call waited for what. Phases that are not known leave their time to the next one. */
export function waterfallOf(call: CallDocument): Waterfall {
  const rows = call.attempts.map(rowOf);
  const length = Math.max(1, call.timing.duration_us ?? 0, ...rows.map(({ end }) => end));
  return { rows, length, before: call.attempts[0]?.sent_at_us };
}

function rowOf(attempt: Attempt): WaterfallRow {
  const sent = attempt.sent_at_us ?? 0;
  const firstByte = attempt.first_byte_us ?? attempt.head_us;
  const end = sent + (attempt.duration_us ?? attempt.last_token_us ?? firstByte ?? 0);
  const segments: Segment[] = [];
  let at = sent;
  const until = (phase: Phase, to: number | undefined) => {
    if (to === undefined) return;
    const limited = Math.min(to, end);
    if (limited > at) segments.push({ phase, from: at, to: limited });
    at = Math.max(at, limited);
  };
  until('queue', attempt.queued_us === undefined ? undefined : sent + attempt.queued_us);
  until('connect', attempt.connect_us === undefined ? undefined : at + attempt.connect_us);
  until('wait', firstByte === undefined ? end : sent + firstByte);
  until('think', attempt.first_token_us === undefined ? undefined : sent + attempt.first_token_us);
  until('stream', attempt.last_token_us === undefined ? undefined : sent + attempt.last_token_us);
  until('rest', end);
  return { attempt, segments, end };
}
