import type { Facet, FacetKind, Histogram, Sums, SumsDocument } from '../../src/api/aggregates';
import type { FakeCall } from './calls';
import { boundsOf, matcher, readValue } from './filters';

export function histogram(calls: FakeCall[], query: URLSearchParams, now: number): Histogram {
  const { from, to } = boundsOf(query, now);
  const buckets = Math.min(240, Number(query.get('buckets') ?? 120));
  const begin = from || (calls.at(-1)?.at ?? now - 3_600_000);
  const step = Math.max(1, Math.ceil((to - begin) / buckets));
  const zeros = () => new Array<number>(buckets).fill(0);
  const document: Histogram = {
    from_ms: begin,
    step_ms: step,
    calls: zeros(),
    errors: zeros(),
    nano_usd: zeros(),
    unpriced: zeros(),
    input: zeros(),
    cached: zeros(),
    output: zeros(),
    p50_ms: zeros(),
    p95_ms: zeros(),
    first_p95_ms: zeros(),
    outliers: [],
    exact: true,
  };
  const durations = Array.from({ length: buckets }, (): number[] => []);
  for (const call of calls) {
    const at = Math.min(buckets - 1, Math.max(0, Math.floor((call.at - begin) / step)));
    document.calls[at]!++;
    if (call.state === 'error' || call.state === 'refused') document.errors[at]!++;
    document.nano_usd[at]! += call.nano_usd;
    if (call.cost === 'unknown') document.unpriced[at]!++;
    document.input[at]! += call.input_tokens;
    document.cached[at]! += call.cached_tokens;
    document.output[at]! += call.output_tokens;
    durations[at]!.push(call.duration_ms ?? 0);
  }
  document.p50_ms = durations.map(each => quantile(each, 0.5) ?? null);
  document.p95_ms = durations.map(each => quantile(each, 0.95) ?? null);
  document.outliers = [
    ...outliers(calls, 'cost', call => call.nano_usd),
    ...outliers(calls, 'total', call => call.duration_ms ?? 0),
    ...outliers(calls, 'first', call => call.first_token_ms ?? 0),
  ];
  return document;
}

function outliers(calls: FakeCall[], by: 'cost' | 'total' | 'first', figure: (call: FakeCall) => number) {
  const greatest = calls.toSorted((a, b) => figure(b) - figure(a)).slice(0, 5);
  return greatest.map(call => ({ id: call.id, time: call.time, by, value: figure(call) }));
}

export function facets(calls: FakeCall[], query: URLSearchParams, now: number): { facets: Facet[] } {
  const kinds = (query.get('kinds') ?? '').split(',') as FacetKind[];
  return { facets: kinds.map(kind => facet(calls, query, kind, now)) };
}

function facet(calls: FakeCall[], query: URLSearchParams, kind: FacetKind, now: number): Facet {
  if (kind === 'tag') return { kind, values: [{ value: 'team', calls: calls.length }], more: false, exact: true };
  const name = kind.startsWith('tag:') ? `tag.${kind.slice(4)}` : kind;
  const counts = new Map<string, number>();
  for (const call of calls.filter(matcher(query, now, name))) {
    const value = readValue(call, name);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const values = [...counts].map(([value, count]) => ({ value, calls: count })).sort((a, b) => b.calls - a.calls);
  return { kind, values: values.slice(0, 20), more: values.length > 20, exact: true };
}

export function sums(calls: FakeCall[], query: URLSearchParams, now: number): SumsDocument {
  const { from, to } = boundsOf(query, now);
  const found = calls.filter(matcher(query, now));
  const by = query.get('by') ?? 'none';
  const groups = new Map<string, FakeCall[]>();
  if (by !== 'none') {
    for (const call of found) {
      const value = groupOf(call, by);
      if (value === undefined) continue;
      const group = groups.get(value);
      if (group) group.push(call);
      else groups.set(value, [call]);
    }
  }
  const earlier = new URLSearchParams(query);
  earlier.set('from', String(from - (to - from)));
  earlier.set('to', String(from));
  const before = query.get('against') === 'before' ? calls.filter(matcher(earlier, now)) : undefined;
  const beforeOf = (value: string) => before?.filter(call => groupOf(call, by) === value);
  const step = query.get('step');
  const buckets = query.get('buckets') === 'true';
  return {
    from_ms: from,
    to_ms: to,
    total: sumsOf(found, buckets),
    ...(before ? { before: sumsOf(before, buckets) } : {}),
    groups: [...groups]
      .map(([value, each]) => ({
        ...(value === '' ? {} : { value }),
        ...sumsOf(each, buckets),
        ...(before ? { before: sumsOf(beforeOf(value) ?? []) } : {}),
      }))
      .sort((a, b) => b.nano_usd - a.nano_usd)
      .slice(0, 100),
    exact: true,
    ...(step ? { series: seriesOf(groups, step === 'hour' ? HOUR : 24 * HOUR) } : {}),
  };
}

const HOUR = 3_600_000;

function seriesOf(groups: Map<string, FakeCall[]>, step: number): SumsDocument['series'] {
  return [...groups].slice(0, 20).map(([value, calls]) => {
    const points = new Map<number, { at_ms: number; calls: number; nano_usd: number }>();
    for (const { at, nano_usd } of calls) {
      const at_ms = Math.floor(at / step) * step;
      const point = points.get(at_ms) ?? { at_ms, calls: 0, nano_usd: 0 };
      points.set(at_ms, { at_ms, calls: point.calls + 1, nano_usd: point.nano_usd + nano_usd });
    }
    return { ...(value === '' ? {} : { value }), points: [...points.values()].sort((a, b) => a.at_ms - b.at_ms) };
  });
}

/** Calls without a tag are in no group, those without an error in that of their state, others in one without a name. */
function groupOf(call: FakeCall, by: string): string | undefined {
  const value = readValue(call, by.replace(':', '.'));
  if (value !== undefined || by.startsWith('tag:')) return value;
  return by === 'code' ? call.state : '';
}

function sumsOf(calls: FakeCall[], buckets = false): Sums {
  const sum = (figure: (call: FakeCall) => number) => calls.reduce((total, call) => total + figure(call), 0);
  const durations = calls.map(call => call.duration_ms ?? 0);
  const firsts = calls.flatMap(call => call.first_token_ms ?? []);
  const own = calls.map(call => call.gateway_ms ?? 0);
  const nanos = sum(call => call.nano_usd);
  return {
    calls: calls.length,
    errors: calls.filter(call => call.state === 'error' || call.state === 'refused').length,
    cancelled: calls.filter(call => call.state === 'cancelled').length,
    nano_usd: nanos,
    cost_usd: (nanos / 1e9).toFixed(9),
    unpriced: calls.filter(call => call.cost === 'unknown').length,
    input_tokens: sum(call => call.input_tokens),
    cached_tokens: sum(call => call.cached_tokens),
    cache_write_tokens: 0,
    output_tokens: sum(call => call.output_tokens),
    reasoning_tokens: 0,
    cache_savings_nano_usd: sum(call => (call.cached_tokens > 0 ? call.nano_usd : 0)),
    cache_unpriced: calls.filter(call => call.cached_tokens > 0 && call.cost === 'unknown').length,
    p50_ms: quantile(durations, 0.5),
    p95_ms: quantile(durations, 0.95),
    first_p50_ms: quantile(firsts, 0.5),
    first_p95_ms: quantile(firsts, 0.95),
    gateway_p50_ms: quantile(own, 0.5),
    gateway_p95_ms: quantile(own, 0.95),
    ...(buckets
      ? {
          cost_lines: [
            {
              bucket: 'input',
              count: sum(call => call.input_tokens - call.cached_tokens),
              nano_usd: Math.floor(nanos / 2),
            },
            { bucket: 'cache_read', count: sum(call => call.cached_tokens), nano_usd: 0 },
            { bucket: 'output', count: sum(call => call.output_tokens), nano_usd: Math.ceil(nanos / 2) },
          ].filter(({ count }) => count > 0),
        }
      : {}),
  };
}

function quantile(values: number[], share: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
}
