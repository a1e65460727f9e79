import { expect, test } from 'vitest';
import type { GroupSums, Sums, SumsDocument } from '../../src/api/aggregates';
import { changesOf } from '../../src/pages/overview/changes';

const none: Sums = {
  calls: 100,
  errors: 0,
  cancelled: 0,
  nano_usd: 1e9,
  unpriced: 0,
  input_tokens: 1000,
  cached_tokens: 800,
  cache_write_tokens: 0,
  output_tokens: 100,
  reasoning_tokens: 0,
  cache_savings_nano_usd: 0,
  cache_unpriced: 0,
};

function told(...groups: GroupSums[]): SumsDocument {
  return { from_ms: 0, to_ms: 1, exact: true, total: { ...none, calls: 300, nano_usd: 9e9 }, before: none, groups };
}

function kinds(models: SumsDocument, keys?: SumsDocument, codes?: SumsDocument): string[] {
  return changesOf(models, keys, codes).map(change => `${change.kind} ${change.value}`);
}

test('a model that costs more comes before smaller things, one that is the same is not told', () => {
  const dearer = { ...none, value: 'sonnet', nano_usd: 8e9, before: none };
  const slower = { ...none, value: 'kimi', first_p50_ms: 900, before: { ...none, first_p50_ms: 300 } };
  const same = { ...none, value: 'fast', before: none };
  expect(kinds(told(slower, same, dearer))).toEqual(['cost sonnet', 'first kimi']);
});

test('a cache that is read less and calls that fail more are told by their model', () => {
  const missing = { ...none, value: 'sonnet', cached_tokens: 500, before: none };
  const failing = { ...none, value: 'kimi', errors: 9, before: none };
  expect(kinds(told(missing, failing)).sort()).toEqual(['cache sonnet', 'failing kimi']);
});

test('a few calls tell nothing of shares', () => {
  const few = { ...none, value: 'kimi', calls: 5, errors: 4, cached_tokens: 0, before: { ...none, calls: 5 } };
  expect(kinds(told(few))).toEqual([]);
});

test('what is new is told as such, keys only where there are several, error codes without states', () => {
  const nothing = { ...none, calls: 0, nano_usd: 0, input_tokens: 0, cached_tokens: 0 };
  const fresh = { ...none, value: 'glm-5', nano_usd: 3e9, before: nothing };
  const key = { ...none, value: 'ci', nano_usd: 7e9, before: none };
  const codes = told(
    { ...none, value: 'upstream_timeout', calls: 12, before: { ...none, calls: 2 } },
    { ...none, value: 'cancelled', calls: 90, before: { ...none, calls: 2 } },
  );
  expect(kinds(told(fresh), told(key), codes)).toEqual(['fresh glm-5', 'code upstream_timeout']);
  expect(kinds(told(fresh), told(key, { ...none, value: 'web', before: none }), codes)).toContain('cost ci');
});

test('nothing is told where there is no time before to compare with', () => {
  const dearer = { ...none, value: 'sonnet', nano_usd: 8e9, before: none };
  expect(changesOf({ ...told(dearer), before: { ...none, calls: 0 } })).toEqual([]);
  expect(changesOf({ ...told(dearer), before: undefined })).toEqual([]);
});
