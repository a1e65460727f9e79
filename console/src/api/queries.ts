import { QueryClient, queryOptions } from '@tanstack/react-query';
import type { SessionDocument } from './aggregates';
import type { CallDocument, RunningCall } from './calls';
import { ApiError, request } from './client';

/** Tries of a request that did not reach the gateway; a refusal is not asked again. */
const TRIES = 1;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        gcTime: 120_000,
        retry: (failures, error) => !(error instanceof ApiError) && failures < TRIES,
        refetchOnWindowFocus: false,
      },
    },
  });
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => request<SessionDocument>('session', { signal }),
  staleTime: 60_000,
});

/** What is running now, asked again and again while the page is seen. */
export const runningQuery = queryOptions({
  queryKey: ['running'],
  queryFn: ({ signal }) => request<{ calls: RunningCall[] }>('calls/running', { signal }),
  refetchInterval: 3_000,
});

/** What is known of a provider's health from its traffic. */
interface ProviderHealth {
  id: string;
  enabled: boolean;
  health?: { calls: number; errors: number; error_rate: number };
}

/** How the providers do, for the notice above every page. */
export const providerHealthQuery = queryOptions({
  queryKey: ['providers', 'health'],
  queryFn: ({ signal }) => request<{ providers: ProviderHealth[] }>('providers', { signal }),
  refetchInterval: 30_000,
});

/** Whether the gateway is ready, with what it has to say about its journal. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: async ({ signal }) => {
    const response = await fetch('/health', { signal });
    return (await response.json()) as { status: string; version: string; reason?: string };
  },
  refetchInterval: 20_000,
});

/** The record of an ended call, which changes no more; its cost may be made again with newer prices. */
export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ['call', id],
    queryFn: ({ signal }) => request<CallDocument>(`calls/${encodeURIComponent(id)}`, { signal }),
    staleTime: 60_000,
  });
