import { nanosOf } from '../../api/calls';
import type { SessionCall } from '../../api/sessions';

/** A call's place in the chart, in pixels. */
export interface Slot {
  call: SessionCall;
  x: number;
  width: number;
  lane: number;
}

export interface Lanes {
  /** The agents in the order of their first calls; the main one first, those that cannot be told last. */
  agents: readonly (string | undefined)[];
  slots: readonly Slot[];
  width: number;
  mostNanos: number;
  mostTokens: number;
  totalNanos: number;
  mostContext: number;
}

const MAIN = 'main';
/** The least and greatest width of a bar. */
const LEAST_BAR = 4;
const MOST_BAR = 26;
const LEAST_GAP = 1.5;
const MOST_GAP = 14;

/** Places calls from left to right in their order; a gap grows with the time between two calls of an agent. */
export function placeCalls(calls: readonly SessionCall[], available: number): Lanes {
  const named = new Set(calls.map(({ agent }) => agent));
  const others = [...named].filter(agent => agent !== MAIN && agent !== undefined);
  const agents = [...(named.has(MAIN) ? [MAIN] : []), ...others, ...(named.has(undefined) ? [undefined] : [])];
  const gaps = calls.map(({ gap_ms }, index) => (index === 0 ? 0 : gapOf(gap_ms ?? 0)));
  const free = available - gaps.reduce((sum, gap) => sum + gap, 0);
  const bar = Math.max(LEAST_BAR, Math.min(MOST_BAR, calls.length === 0 ? 0 : free / calls.length));
  let x = 0;
  const slots = calls.map((call, index): Slot => {
    x += gaps[index] ?? 0;
    const slot = { call, x, width: bar, lane: agents.indexOf(call.agent) };
    x += bar;
    return slot;
  });
  return {
    agents,
    slots,
    width: Math.ceil(x),
    mostNanos: calls.reduce((most, call) => Math.max(most, costOf(call) ?? 0), 0),
    mostTokens: calls.reduce((most, call) => Math.max(most, tokensOf(call)), 0),
    totalNanos: calls.reduce((sum, call) => sum + (costOf(call) ?? 0), 0),
    mostContext: calls.reduce((most, { context_tokens = 0 }) => Math.max(most, context_tokens), 0),
  };
}

/** A second is a narrow gap, an hour a wide one. */
function gapOf(milliseconds: number): number {
  return Math.min(MOST_GAP, LEAST_GAP + Math.log2(1 + milliseconds / 1000));
}

export function tokensOf({ input_tokens, output_tokens }: SessionCall): number {
  return input_tokens + output_tokens;
}

/** Returns how high a call's bar is, from 0 to 1: by its cost, or where nothing costs anything by its tokens. */
export function shareOf(call: SessionCall, { mostNanos, mostTokens }: Lanes): number {
  if (mostNanos > 0) return (costOf(call) ?? 0) / mostNanos;
  return mostTokens > 0 ? tokensOf(call) / mostTokens : 0;
}

export function costOf({ cost, cost_usd }: SessionCall): number | undefined {
  return cost === 'priced' && cost_usd ? nanosOf(cost_usd) : undefined;
}

/** Returns the slot that a place in the chart belongs to: the one at it or the nearest before. */
export function slotAt(slots: readonly Slot[], x: number): Slot | undefined {
  return slots.findLast(slot => slot.x <= x) ?? slots[0];
}

/** Returns the running cost as points of a line, from the bottom of a box to its top. */
export function costPoints({ slots, totalNanos }: Lanes, height: number): string {
  let sum = 0;
  return slots
    .map(({ call, x, width }) => {
      sum += costOf(call) ?? 0;
      return point(x + width, height * (1 - (totalNanos > 0 ? sum / totalNanos : 0)));
    })
    .join(' ');
}

/** Returns the size of one agent's context as points of a line. */
export function contextPoints({ slots, mostContext }: Lanes, lane: number, height: number): string {
  return slots
    .filter(slot => slot.lane === lane && slot.call.context_tokens !== undefined)
    .map(({ call, x, width }) => point(x + width / 2, height * (1 - (call.context_tokens ?? 0) / (mostContext || 1))))
    .join(' ');
}

function point(x: number, y: number): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}
