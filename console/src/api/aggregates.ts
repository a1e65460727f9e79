/** Calls over time, in steps. Arrays have one item for each step. */
export interface Histogram {
  from_ms: number;
  step_ms: number;
  calls: number[];
  errors: number[];
  nano_usd: number[];
  unpriced: number[];
  input: number[];
  cached: number[];
  output: number[];
  p50_ms?: (number | null)[];
  p95_ms?: (number | null)[];
  first_p95_ms?: (number | null)[];
  outliers: Outlier[];
  exact: boolean;
  looked_until?: string;
}

export interface Outlier {
  id: string;
  time: string;
  by: 'cost' | 'total' | 'first';
  value: number;
}

export type FacetKind =
  | 'model'
  | 'provider'
  | 'state'
  | 'status'
  | 'code'
  | 'key'
  | 'dialect'
  | 'stream'
  | 'cost'
  | 'cache'
  | 'user'
  | 'origin'
  | 'tag'
  | `tag:${string}`;

export interface Facet {
  kind: FacetKind;
  values: { value: string; calls: number }[];
  more: boolean;
  exact: boolean;
}

/** What calls used and cost together. */
export interface Sums {
  calls: number;
  errors: number;
  cancelled: number;
  nano_usd: number;
  cost_usd?: string;
  unpriced: number;
  input_tokens: number;
  cached_tokens: number;
  cache_write_tokens: number;
  output_tokens: number;
  reasoning_tokens: number;
  /** What the prompt cache saved; below 0 where it cost more than it saved. */
  cache_savings_nano_usd: number;
  /** Calls that used the prompt cache without a known price, not in the savings. */
  cache_unpriced: number;
  p50_ms?: number;
  p95_ms?: number;
  first_p50_ms?: number;
  first_p95_ms?: number;
  gateway_p50_ms?: number;
  gateway_p95_ms?: number;
  /** What was used and what it cost, kind by kind. */
  cost_lines?: { bucket: string; count?: number; nano_usd: number }[];
}

/** The sums of one group; those of calls that name none have no value. */
export type GroupSums = Sums & { value?: string; before?: Sums };

export type SumsBy = 'model' | 'provider' | 'key' | 'user' | 'session' | 'code' | 'none' | `tag:${string}`;

export interface SumsDocument {
  from_ms: number;
  to_ms: number;
  total: Sums;
  before?: Sums;
  groups: GroupSums[];
  other?: Sums;
  exact: boolean;
  looked_until?: string;
  series?: { value?: string; points: { at_ms: number; calls: number; nano_usd: number }[] }[];
}

/** Whether a key is needed, and whether this browser gave one. */
export interface SessionDocument {
  login: 'none' | 'needed' | 'open';
  key_id?: string;
  expires_at?: string;
}
