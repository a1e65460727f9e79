import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Facet, FacetKind, Histogram, SumsDocument } from '../../api/aggregates';
import { type Parameters, request } from '../../api/client';

/** Bars of the chart. */
const BUCKETS = 120;

export const histogramQuery = (parameters: Parameters) =>
  queryOptions({
    queryKey: ['histogram', parameters],
    queryFn: ({ signal }) =>
      request<Histogram>('histogram', { parameters: { ...parameters, buckets: BUCKETS }, signal }),
    placeholderData: keepPreviousData,
  });

export const sumsQuery = (parameters: Parameters) =>
  queryOptions({
    queryKey: ['sums', 'none', parameters],
    queryFn: ({ signal }) => request<SumsDocument>('sums', { parameters: { ...parameters, by: 'none' }, signal }),
    placeholderData: keepPreviousData,
  });

export const facetsQuery = (parameters: Parameters, kinds: readonly FacetKind[]) =>
  queryOptions({
    queryKey: ['facets', kinds, parameters],
    queryFn: async ({ signal }) => {
      const asked = { ...parameters, kinds: kinds.join(',') };
      return (await request<{ facets: Facet[] }>('facets', { parameters: asked, signal })).facets;
    },
    placeholderData: keepPreviousData,
    enabled: kinds.length > 0,
  });
