import type { Parameters } from '../api/client';

/** The last minutes, hours or days (`{ last: '24h' }`), or a fixed time in milliseconds since 1970. */
export type Range = { last: string } | { from: number; to: number };

/** One condition: calls with this value, or with `not`, calls without it. */
export interface Filter {
  name: string;
  value: string;
  not: boolean;
}

export const DAY: Range = { last: '24h' };

/** The ranges that are offered by name. */
export const RANGES = ['15m', '1h', '6h', '24h', '7d', '30d', '52w'] as const;

const REPEATABLE = [
  'model',
  'provider',
  'key',
  'state',
  'status',
  'code',
  'cost',
  'dialect',
  'session',
  'user',
  'origin',
] as const;
const SINGLE = ['stream', 'trace', 'min_ms', 'min_usd', 'cache', 'operation'] as const;

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

export function isFilterName(name: string): boolean {
  return isRepeatable(name) || (SINGLE as readonly string[]).includes(name);
}

/** Whether several values of a name may be asked for, and excluded. */
export function isRepeatable(name: string): boolean {
  return (REPEATABLE as readonly string[]).includes(name) || /^tag\.[^=]+$/.test(name);
}

/** Returns the milliseconds of `15m`, `24h`, `7d`; undefined if it is no length. */
export function parseLength(text: string): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,5})([smhdw])$/.exec(text) ?? [];
  return count && unit ? Number(count) * (UNITS[unit] ?? 0) : undefined;
}

/** Returns the first and last millisecond of a range as of now. */
export function boundsOf(range: Range, now: number = Date.now()): { from: number; to: number } {
  if ('from' in range) return range;
  return { from: now - (parseLength(range.last) ?? 0), to: now };
}

/** Returns a range as long as this one, earlier (-1) or later (1); the present is never passed. */
export function shifted(range: Range, direction: -1 | 1, now: number = Date.now()): Range {
  const { from, to } = boundsOf(range, now);
  const length = to - from;
  const moved = { from: from + direction * length, to: to + direction * length };
  if (moved.to < now) return moved;
  return 'last' in range ? range : { from: now - length, to: now };
}

/** Adds a condition: the opposite condition goes, and so does another value of a name that holds one. */
export function withFilter(filters: readonly Filter[], added: Filter): readonly Filter[] {
  const rest = filters.filter(
    other => other.name !== added.name || (isRepeatable(added.name) && other.value !== added.value),
  );
  return [...rest, added];
}

export function withoutFilter(filters: readonly Filter[], gone: Filter): readonly Filter[] {
  return filters.filter(other => !sameFilter(other, gone));
}

export function sameFilter(a: Filter, b: Filter): boolean {
  return a.name === b.name && a.value === b.value && a.not === b.not;
}

/** Returns the parameters with which the admin API is asked for these calls. */
export function apiParameters(asked: { range: Range; filters: readonly Filter[]; q?: string }): Parameters {
  const parameters: Record<string, string | number | string[]> = {};
  if ('last' in asked.range) parameters.from = asked.range.last;
  else {
    parameters.from = asked.range.from;
    parameters.to = asked.range.to;
  }
  for (const { name, value, not } of asked.filters) {
    const parameter = not ? `not.${name}` : name;
    const given = parameters[parameter];
    parameters[parameter] = Array.isArray(given) ? [...given, value] : [value];
  }
  if (asked.q) parameters.q = asked.q;
  return parameters;
}
