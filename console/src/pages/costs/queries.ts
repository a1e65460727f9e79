import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/client';

/** A model whose calls have no known price, with the line for prices.yaml. */
export interface Unpriced {
  model: string;
  provider: string;
  calls: number;
  line?: string;
}

export const unpricedQuery = queryOptions({
  queryKey: ['models', 'unpriced'],
  queryFn: async ({ signal }) => (await request<{ unpriced?: Unpriced[] }>('models', { signal })).unpriced ?? [],
  staleTime: 60_000,
});
