import type { GroupSums, Sums, SumsDocument } from '../../api/aggregates';

/** One thing that is otherwise than in the time before, with the weight by which such things are ordered. */
export type Change = { weight: number } & (
  | { kind: 'cost'; by: 'model' | 'key'; value: string; before: number; now: number }
  | { kind: 'fresh'; value: string; calls: number; nanos: number }
  | { kind: 'code'; value: string; before: number; now: number }
  | { kind: 'failing' | 'cache'; value: string; before: number; now: number }
  | { kind: 'first'; value: string; before: number; now: number }
);

/** Fewer calls than this tell nothing of a share or a median. */
const ENOUGH_CALLS = 20;
/** Changes below these are the usual up and down. */
const LEAST_COST_SHARE = 0.03;
const LEAST_COST_CHANGE = 0.15;
const LEAST_POINTS = 0.1;
const LEAST_ERROR_POINTS = 0.03;
const LEAST_ERRORS = 3;
const LEAST_SLOWER = 1.5;
const MOST = 7;

/** Returns what differs most from the time before: cost, errors, cache and first tokens. */
export function changesOf(models: SumsDocument, keys?: SumsDocument, codes?: SumsDocument): Change[] {
  const { total, before } = models;
  if (!before || before.calls === 0) return [];
  const most = Math.max(total.nano_usd, before.nano_usd, 1);
  const changes: Change[] = [];
  for (const group of models.groups) {
    if (group.value === undefined || !group.before) continue;
    const named = { ...group, value: group.value, before: group.before };
    if (group.before.calls === 0) {
      const share = Math.max(group.nano_usd / most, group.calls / Math.max(total.calls, 1));
      if (share >= LEAST_COST_SHARE) {
        changes.push({
          kind: 'fresh',
          value: group.value,
          calls: group.calls,
          nanos: group.nano_usd,
          weight: group.nano_usd / most,
        });
      }
      continue;
    }
    changes.push(...costChange('model', named, most), ...sharesOf(named, total));
  }
  if (keys && keys.groups.length > 1) {
    for (const group of keys.groups) {
      if (group.value === undefined || !group.before) continue;
      changes.push(...costChange('key', { ...group, value: group.value, before: group.before }, most));
    }
  }
  for (const group of codes?.groups ?? []) {
    if (group.value === undefined || isState(group.value) || !group.before) continue;
    const more = group.calls - group.before.calls;
    if (more < LEAST_ERRORS || group.calls < group.before.calls * LEAST_SLOWER) continue;
    changes.push({
      kind: 'code',
      value: group.value,
      before: group.before.calls,
      now: group.calls,
      weight: (5 * more) / Math.max(total.calls, 1),
    });
  }
  return changes.sort((a, b) => b.weight - a.weight).slice(0, MOST);
}

/** Calls without an error are grouped by their state where errors are grouped by their code. */
export function isState(code: string): boolean {
  return code === 'success' || code === 'cancelled';
}

type Compared = GroupSums & { value: string; before: Sums };

function costChange(by: 'model' | 'key', { value, nano_usd, before }: Compared, most: number): Change[] {
  const difference = Math.abs(nano_usd - before.nano_usd);
  const enough = difference >= most * LEAST_COST_SHARE && difference >= before.nano_usd * LEAST_COST_CHANGE;
  return enough ? [{ kind: 'cost', by, value, before: before.nano_usd, now: nano_usd, weight: difference / most }] : [];
}

function sharesOf(group: Compared, total: Sums): Change[] {
  const { value, before } = group;
  if (group.calls < ENOUGH_CALLS || before.calls < ENOUGH_CALLS) return [];
  const changes: Change[] = [];
  const part = group.calls / Math.max(total.calls, 1);
  const failing = { before: before.errors / before.calls, now: group.errors / group.calls };
  if (failing.now - failing.before >= LEAST_ERROR_POINTS) {
    changes.push({ kind: 'failing', value, ...failing, weight: 5 * part * (failing.now - failing.before) });
  }
  const cache = { before: cachedShare(before), now: cachedShare(group) };
  if (cache.before !== undefined && cache.now !== undefined) {
    const points = Math.abs(cache.now - cache.before);
    const weight = (points * group.input_tokens) / Math.max(total.input_tokens, 1);
    if (points >= LEAST_POINTS) {
      changes.push({ kind: 'cache', value, before: cache.before, now: cache.now, weight });
    }
  }
  const first = { before: before.first_p50_ms, now: group.first_p50_ms };
  if (first.before && first.now) {
    const times = Math.max(first.now / first.before, first.before / first.now);
    const weight = (part * (times - 1)) / 4;
    if (times >= LEAST_SLOWER) {
      changes.push({ kind: 'first', value, before: first.before, now: first.now, weight });
    }
  }
  return changes;
}

/** Returns the share of the input that came from the prompt cache; undefined without input. */
export function cachedShare({ input_tokens, cached_tokens }: Sums): number | undefined {
  return input_tokens > 0 ? cached_tokens / input_tokens : undefined;
}
