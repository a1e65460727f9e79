import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SumsBy, SumsDocument } from '../../api/aggregates';
import { type Parameters, request } from '../../api/client';

/** What calls cost by whoever caused it, by day, beside the time before. */
export const costsQuery = (parameters: Parameters, by: SumsBy) =>
  queryOptions({
    queryKey: ['sums', by, parameters],
    queryFn: ({ signal }) =>
      request<SumsDocument>('sums', { parameters: { ...parameters, by, step: 'day', against: 'before' }, signal }),
    placeholderData: keepPreviousData,
  });

/** A model whose calls have no known price, with the line for prices.yaml. */
export interface Unpriced {
  model: string;
  provider: string;
  calls: number;
  line: string;
}

export const unpricedQuery = queryOptions({
  queryKey: ['models', 'unpriced'],
  queryFn: async ({ signal }) => (await request<{ unpriced?: Unpriced[] }>('models', { signal })).unpriced ?? [],
  staleTime: 60_000,
});
