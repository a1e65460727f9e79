/** How a call ended. */
export type CallState = 'success' | 'error' | 'refused' | 'cancelled' | 'stopped';
export type CostState = 'priced' | 'unknown' | 'unused';
/** Where a failure came from. */
export type Origin = 'client' | 'gateway' | 'provider';

/** A call in a list. Members that are not known are left out. */
export interface CallLine {
  id: string;
  time: string;
  operation: string;
  dialect: string;
  stream: boolean;
  state: CallState;
  status: number;
  code?: string;
  origin?: Origin;
  model: string;
  provider?: string;
  model_sent?: string;
  lane: string;
  attempts: number;
  losses?: number;
  tools?: string[];
  replay_of?: string;
  key: string;
  session?: string;
  session_source?: string;
  user?: string;
  input_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  tokens_estimated: boolean;
  cost: CostState;
  cost_usd?: string;
  cost_display?: string;
  currency?: string;
  cost_differs?: boolean;
  duration_ms?: number;
  first_token_ms?: number;
  gateway_ms?: number;
  question?: string;
  tags?: Record<string, string>;
}

export interface CallPage {
  version: number;
  calls: CallLine[];
  next: string | null;
  looked_until?: string;
}

/** A call that has not ended. */
export interface RunningCall {
  id: string;
  time: string;
  dialect: string;
  stream: boolean;
  model: string;
  provider?: string;
  key: string;
  session?: string;
  user?: string;
  question?: string;
}

export interface CallFailure {
  kind: string;
  status: number;
  message: string;
  /** Who noticed it. */
  origin: 'gateway' | 'provider';
  /** Who can do something about it. */
  fault: Origin;
  provider?: string;
  type: string;
  code?: string;
  param?: string;
}

export interface HeaderLine {
  name: string;
  value: string;
}

/** One request to one provider. Times are microseconds after the call was accepted; waits are lengths. */
export interface Attempt {
  provider: string;
  model: string;
  dialect: string;
  sent_at_us?: number;
  head_us?: number;
  duration_us?: number;
  queued_us?: number;
  connect_us?: number;
  first_byte_us?: number;
  first_token_us?: number;
  last_token_us?: number;
  reason?: 'fallback' | 'hedge' | 'endpoint';
  won?: boolean;
  status?: number;
  error?: CallFailure;
  request_headers?: HeaderLine[];
  answer_headers?: HeaderLine[];
}

export interface Usage {
  input: number;
  cache_read: number;
  cache_write: number;
  cache_write_hour: number;
  input_audio: number;
  input_image?: number;
  output: number;
  reasoning: number;
  output_audio: number;
  output_image?: number;
  searches: number;
  total: number;
  estimated: boolean;
  tier?: string;
  terms?: string[];
  search_context?: string;
  citations?: number;
  billed_input?: number;
  billed_output?: number;
  reported_nano_usd?: number;
}

export interface CostLine {
  bucket: string;
  count: number;
  nano_usd: number;
  unit_nano_usd_per_million?: number;
  tier?: string;
}

export interface CallCost {
  state: CostState;
  nano_usd?: number;
  prices?: string;
  /** Where the prompt cache was used. */
  cache_savings_nano_usd?: number;
  lines?: CostLine[];
}

export type BodyKind = 'client_request' | 'client_answer' | 'client_stream' | 'provider_request' | 'provider_answer';

export interface Payload {
  kind: BodyKind;
  attempt?: number;
  type?: string;
  bytes: number;
  kept_bytes: number;
  cut: boolean;
  path: string;
}

/** The whole record of a call. */
export interface CallDocument {
  version: number;
  id: string;
  time: string;
  started_at: number;
  operation: string;
  dialect: string;
  stream: boolean;
  state: CallState;
  status: number;
  error?: CallFailure;
  model: string;
  routed_as?: string;
  provider?: string;
  model_sent?: string;
  model_returned?: string;
  lane: string;
  attempts: Attempt[];
  losses?: string;
  losses_list?: { path: string; reason: string }[];
  finish_reason?: string;
  usage?: Usage;
  cost: CallCost;
  cost_usd?: string;
  cost_display?: string;
  currency?: string;
  reported_usd?: string;
  difference_usd?: string;
  cost_differs?: boolean;
  prices_version?: string;
  timing: {
    duration_us?: number;
    first_token_us?: number;
    last_token_us?: number;
    upstream_us?: number;
    gateway_us?: number;
    tokens_per_second?: number;
  };
  sizes: { request?: number; answer?: number; provider_request?: number; provider_answer?: number };
  client: {
    key: string;
    address?: string;
    agent?: string;
    session?: string;
    session_source?: string;
    user?: string;
    trace?: string;
    parent?: string;
    sampled?: boolean;
    request_id?: string;
  };
  tags?: Record<string, string>;
  tools?: string[];
  replay_of?: string;
  config?: string;
  question?: string;
  answer?: string;
  request_headers?: HeaderLine[];
  answer_headers?: HeaderLine[];
  payloads: Payload[];
  payloads_state?: 'kept' | 'off' | 'expired' | 'shed' | 'none';
}

/** Returns an amount of US dollars, as lists write it, in billionths. */
export function nanosOf(dollars: string): number {
  return Math.round(Number(dollars) * 1e9);
}
