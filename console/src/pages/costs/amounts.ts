import type { Sums } from '../../api/aggregates';

/** Kinds of usage whose amounts are shown apart; all others are together. */
export const KINDS = ['input', 'cache_read', 'cache_write', 'output', 'reasoning', 'other'] as const;

export type Kind = (typeof KINDS)[number];

const OF_BUCKET: Record<string, Kind> = {
  input: 'input',
  cache_read: 'cache_read',
  cache_write: 'cache_write',
  cache_write_hour: 'cache_write',
  output: 'output',
  reasoning: 'reasoning',
};

/** Returns what each kind of usage cost, in billionths of a US dollar. */
export function amountsOf(sums: Sums): Record<Kind, number> {
  const amounts = { input: 0, cache_read: 0, cache_write: 0, output: 0, reasoning: 0, other: 0 };
  for (const { bucket, nano_usd } of sums.cost_lines ?? []) amounts[OF_BUCKET[bucket] ?? 'other'] += nano_usd;
  return amounts;
}

/** Returns the kinds that cost anything. */
export function kindsOf(sums: Sums): Kind[] {
  const amounts = amountsOf(sums);
  return KINDS.filter(kind => amounts[kind] !== 0);
}

/** Whether the prompt cache was used, so that it saved or cost something or nobody knows. */
export function usesCache(sums: Sums): boolean {
  return sums.cached_tokens > 0 || sums.cache_write_tokens > 0;
}
