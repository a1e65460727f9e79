import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Facet, FacetKind, Histogram, SumsDocument } from '../../api/aggregates';
import { type Parameters, request } from '../../api/client';

/** Milliseconds after which figures are asked for again while calls are followed. */
const AGAIN = 5_000;

/** Bars of the chart. */
const BUCKETS = 120;

export const histogramQuery = (parameters: Parameters, fresh: boolean) =>
  queryOptions({
    queryKey: ['histogram', parameters],
    queryFn: ({ signal }) =>
      request<Histogram>('histogram', { parameters: { ...parameters, buckets: BUCKETS }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: fresh && AGAIN,
  });

export const sumsQuery = (parameters: Parameters, fresh: boolean) =>
  queryOptions({
    queryKey: ['sums', 'none', parameters],
    queryFn: ({ signal }) => request<SumsDocument>('sums', { parameters: { ...parameters, by: 'none' }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: fresh && AGAIN,
  });

export const facetsQuery = (parameters: Parameters, kinds: readonly FacetKind[], fresh: boolean) =>
  queryOptions({
    queryKey: ['facets', kinds, parameters],
    queryFn: async ({ signal }) => {
      const asked = { ...parameters, kinds: kinds.join(',') };
      return (await request<{ facets: Facet[] }>('facets', { parameters: asked, signal })).facets;
    },
    placeholderData: keepPreviousData,
    refetchInterval: fresh && AGAIN,
    enabled: kinds.length > 0,
  });
