import type { Attempt, CallDocument } from '../../src/api/calls';
import type { FakeCall } from './calls';

/** Makes the whole record that belongs to a made line. */
export function recordOf(call: FakeCall): CallDocument {
  const micros = Math.round((call.duration_ms ?? 0) * 1000);
  const first = call.first_token_ms === undefined ? undefined : Math.round(call.first_token_ms * 1000);
  return {
    version: 1,
    id: call.id,
    time: call.time,
    started_at: call.at,
    operation: call.operation,
    dialect: call.dialect,
    stream: call.stream,
    state: call.state,
    status: call.status,
    ...(call.code && call.origin
      ? {
          error: {
            kind: KINDS[call.code] ?? 'upstream_error',
            status: call.status,
            message: MESSAGES[call.origin],
            origin: call.origin === 'provider' ? 'provider' : 'gateway',
            fault: call.origin,
            ...(call.origin === 'provider' ? { provider: call.provider } : {}),
            type: 'error',
            code: call.code,
          },
        }
      : {}),
    model: call.model,
    provider: call.provider,
    model_sent: call.model_sent,
    model_returned: call.state === 'success' ? call.model_sent : undefined,
    lane: call.lane,
    attempts: attemptsOf(call, micros, first),
    ...(call.losses
      ? { losses: 'logit_bias:unsupported', losses_list: [{ path: 'logit_bias', reason: 'unsupported' }] }
      : {}),
    finish_reason: call.state === 'success' ? 'stop' : undefined,
    ...(call.cost === 'unused' ? {} : { usage: usageOf(call) }),
    cost: {
      state: call.cost,
      ...(call.cost === 'priced'
        ? {
            nano_usd: call.nano_usd,
            prices: 'built-in 2026-11-20',
            lines: [
              {
                bucket: 'input',
                count: call.input_tokens - call.cached_tokens,
                nano_usd: Math.round(call.nano_usd * 0.6),
                unit_nano_usd_per_million: 3_000_000_000,
              },
              {
                bucket: 'cache_read',
                count: call.cached_tokens,
                nano_usd: Math.round(call.nano_usd * 0.1),
                unit_nano_usd_per_million: 300_000_000,
              },
              {
                bucket: 'output',
                count: call.output_tokens,
                nano_usd: Math.round(call.nano_usd * 0.3),
                unit_nano_usd_per_million: 15_000_000_000,
              },
            ],
          }
        : {}),
    },
    cost_usd: call.cost_usd,
    timing: {
      duration_us: micros,
      first_token_us: first,
      last_token_us: first === undefined ? undefined : micros - 1500,
      upstream_us: micros - Math.round((call.gateway_ms ?? 0) * 1000),
      gateway_us: Math.round((call.gateway_ms ?? 0) * 1000),
      tokens_per_second: call.stream && first ? 52.4 : undefined,
    },
    sizes: { request: 18_233, answer: 2_410, provider_request: 18_240, provider_answer: 2_398 },
    client: {
      key: call.key,
      address: '127.0.0.1',
      agent: 'claude-cli/2.1.0 (external, cli)',
      session: call.session,
      session_source: call.session_source,
      user: call.user,
    },
    tags: call.tags,
    tools: call.tools,
    config: 'a1b2c3d4',
    question: call.question,
    answer: call.state === 'success' ? '测试失败是因为时区：the test reads the local date.' : undefined,
    payloads: [],
    payloads_state: 'expired',
  };
}

const KINDS: Record<string, string> = {
  rate_limit_exceeded: 'rate_limited',
  upstream_timeout: 'timeout',
  invalid_request: 'invalid_request',
  gateway_overloaded: 'overloaded',
};

const MESSAGES = {
  client: "'temperature' must be from 0 to 2.",
  gateway: 'The gateway holds as many bytes as it may. Try again in a moment.',
  provider: 'The provider answered 502 Bad Gateway: <html>upstream connect error</html>',
};

function attemptsOf(call: FakeCall, micros: number, first: number | undefined): Attempt[] {
  if (call.attempts === 0) return [];
  const last: Attempt = {
    provider: call.provider ?? '',
    model: call.model_sent ?? call.model,
    dialect: 'openai',
    sent_at_us: 400,
    queued_us: 90,
    connect_us: 12_000,
    first_byte_us: first === undefined ? undefined : Math.round(first * 0.8),
    first_token_us: first,
    last_token_us: first === undefined ? undefined : micros - 1500,
    head_us: first === undefined ? undefined : Math.round(first * 0.8),
    duration_us: micros - 800,
    status: call.status,
    won: call.state === 'success',
  };
  if (call.attempts === 1) return [last];
  const begun = Math.round(micros * 0.3);
  return [
    {
      ...last,
      provider: 'moonshot',
      model: 'kimi-k2',
      won: false,
      status: 503,
      duration_us: begun,
      first_token_us: undefined,
      first_byte_us: begun,
      last_token_us: undefined,
    },
    { ...last, reason: 'fallback', sent_at_us: begun + 600, duration_us: micros - begun - 1000 },
  ];
}

function usageOf(call: FakeCall) {
  return {
    input: call.input_tokens - call.cached_tokens,
    cache_read: call.cached_tokens,
    cache_write: 0,
    cache_write_hour: 0,
    input_audio: 0,
    output: call.output_tokens,
    reasoning: Math.round(call.output_tokens * 0.2),
    output_audio: 0,
    searches: 0,
    total: call.input_tokens + call.output_tokens,
    estimated: call.tokens_estimated,
  };
}
