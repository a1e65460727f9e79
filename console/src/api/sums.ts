import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SumsBy, SumsDocument } from './aggregates';
import { type Parameters, request } from './client';

export interface SumsAsked {
  by: SumsBy;
  /** Adds the sums of the time before, as long as the range. */
  against?: 'before';
  /** Adds the sums of each step. */
  step?: 'hour' | 'day';
  /** Adds the counts and amounts of each kind of usage. */
  buckets?: boolean;
}

/** What the calls of a filter used and cost, by group. */
export const sumsQuery = (parameters: Parameters, asked: SumsAsked) =>
  queryOptions({
    queryKey: ['sums', asked, parameters],
    queryFn: ({ signal }) => request<SumsDocument>('sums', { parameters: { ...parameters, ...asked }, signal }),
    placeholderData: keepPreviousData,
  });
