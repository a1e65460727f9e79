import { queryOptions } from '@tanstack/react-query';
import { request } from './client';

/** A list of calls under a name: the query of its address, and its columns. */
export interface View {
  id: string;
  name: string;
  query: string;
  columns?: string[];
}

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) => (await request<{ views: View[] }>('views', { signal })).views,
  staleTime: 60_000,
});

export function saveView({ id, ...view }: View): Promise<unknown> {
  return request(`views/${encodeURIComponent(id)}`, { method: 'PUT', body: view });
}

export function deleteView(id: string): Promise<unknown> {
  return request(`views/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Returns an id that no other view has. */
export function newViewId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => byte.toString(16).padStart(2, '0')).join('');
}
