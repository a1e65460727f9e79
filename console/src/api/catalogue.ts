import { queryOptions } from '@tanstack/react-query';
import { request } from './client';

export type ProviderOrigin = 'env' | 'file' | 'built-in';

/** A provider, with how it did in the last 24 hours. */
export interface ProviderDocument {
  id: string;
  name: string;
  dialects: string[];
  base_url?: string;
  origin: ProviderOrigin;
  /** The end of its key. */
  key?: string;
  enabled: boolean;
  models?: number;
  /** The variables that switch it on, of one that is off. */
  key_variables?: string[];
  /** Absent where there were no calls. */
  health?: ProviderHealth;
  /** Its models with recent failures, and when these count as past. */
  failing?: { model: string; until: string }[];
}

export interface ProviderHealth {
  calls: number;
  errors: number;
  error_rate: number;
  first_p50_ms?: number;
}

/** US dollars per million tokens. */
export interface ModelPrice {
  input?: number;
  output?: number;
  cache_read?: number;
  cache_write?: number;
  list: string;
  version: string;
}

/** A model of a provider, or a name of gateway.yaml that stands for some. */
export interface ModelDocument {
  id: string;
  provider?: string;
  targets?: string[];
  fallbacks?: string[];
  strategy?: string;
  context?: number;
  capabilities?: string[];
  price?: ModelPrice;
  calls24h: number;
}

/** A model whose calls of the last 24 hours have no known price. */
export interface UnpricedModel {
  model: string;
  provider: string;
  calls: number;
  /** The price list in which it was looked up. */
  list?: string;
}

export interface ModelList {
  models: ModelDocument[];
  /** There are more than are listed. */
  more: boolean;
  unpriced: UnpricedModel[];
}

export const TEST_KINDS = ['list', 'chat', 'stream'] as const;
export type TestKind = (typeof TEST_KINDS)[number];

export interface TestResult {
  ok: boolean;
  model?: string;
  /** The id of the call that was made. */
  call?: string;
  status?: number;
  /** How many models the provider lists. */
  models?: number;
  phases: { name: string; ms: number }[];
  input_tokens?: number;
  output_tokens?: number;
  cost?: 'priced' | 'unknown' | 'unused';
  cost_usd?: string;
  error?: { kind: string; origin: 'gateway' | 'provider'; message: string; code?: string };
}

export const providersQuery = queryOptions({
  queryKey: ['providers', 'all'],
  queryFn: async ({ signal }) => (await request<{ providers: ProviderDocument[] }>('providers', { signal })).providers,
});

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => request<ModelList>('models', { signal }),
});

export function testProvider(id: string, kind: TestKind, model?: string): Promise<TestResult> {
  return request(`providers/${encodeURIComponent(id)}/test`, { method: 'POST', body: { kind, model } });
}
