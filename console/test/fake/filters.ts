import { parseLength } from '../../src/url/filters';
import type { FakeCall } from './calls';

/** Reads one value of a call by the name that filters and facets have for it. */
export function readValue(call: FakeCall, name: string): string | undefined {
  if (name.startsWith('tag.')) return call.tags?.[name.slice(4)];
  if (name === 'key' || name === 'key_id') return call.key;
  if (name === 'stream') return String(call.stream);
  if (name === 'status') return String(call.status);
  if (name === 'cache') return call.cached_tokens > 0 ? 'hit' : call.input_tokens > 0 ? 'miss' : undefined;
  const value = call[name as keyof FakeCall];
  return typeof value === 'string' ? value : undefined;
}

/** Returns whether a call has what the parameters of a request ask for; `without` is one kind left out. */
export function matcher(query: URLSearchParams, now: number, without?: string): (call: FakeCall) => boolean {
  const { from, to } = boundsOf(query, now);
  const conditions: ((call: FakeCall) => boolean)[] = [call => call.at >= from && call.at < to];
  for (const parameter of new Set(query.keys())) {
    const not = parameter.startsWith('not.');
    const name = not ? parameter.slice(4) : parameter;
    const values = query.getAll(parameter);
    if (NO_CONDITION.has(name) || name === without) continue;
    if (name === 'q') conditions.push(call => (call.question ?? '').toLowerCase().includes(values[0]!.toLowerCase()));
    else if (name === 'min_ms') conditions.push(call => (call.duration_ms ?? 0) >= Number(values[0]));
    else if (name === 'min_usd') conditions.push(call => call.nano_usd >= Number(values[0]) * 1e9);
    else conditions.push(call => values.some(value => fits(readValue(call, name), value)) !== not);
  }
  return call => conditions.every(condition => condition(call));
}

export function boundsOf(query: URLSearchParams, now: number): { from: number; to: number } {
  return { from: instant(query.get('from'), now, 0), to: instant(query.get('to'), now, now + 1000) };
}

function fits(value: string | undefined, wanted: string): boolean {
  if (value === undefined) return false;
  return /^[1-5]xx$/.test(wanted) ? value.startsWith(wanted[0]!) : value === wanted;
}

function instant(text: string | null, now: number, otherwise: number): number {
  if (text === null) return otherwise;
  const length = parseLength(text);
  if (length !== undefined) return now - length;
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
}

const NO_CONDITION = new Set(['from', 'to', 'before', 'limit', 'top', 'buckets', 'kinds', 'by', 'against', 'step']);
