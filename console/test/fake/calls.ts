import type { CallLine } from '../../src/api/calls';
import { Random } from './random';

/** A line with what sums and histograms need of it beyond its members. */
export interface FakeCall extends CallLine {
  at: number;
  nano_usd: number;
}

const MODELS = [
  {
    asked: 'claude-sonnet-5',
    provider: 'anthropic',
    sent: 'claude-sonnet-5',
    dialect: 'anthropic',
    price: [3000, 15000],
  },
  { asked: 'fast', provider: 'openai', sent: 'gpt-4o-mini', dialect: 'openai', price: [150, 600] },
  { asked: 'gpt-5.2', provider: 'openai', sent: 'gpt-5.2', dialect: 'responses', price: [1750, 14000] },
  { asked: 'kimi-k2', provider: 'moonshot', sent: 'kimi-k2-0905-preview', dialect: 'openai', price: [600, 2500] },
  { asked: 'gemini-3-flash', provider: 'gemini', sent: 'gemini-3-flash', dialect: 'gemini', price: [300, 2500] },
  { asked: 'qwen3-coder', provider: 'local', sent: 'qwen3-coder:30b', dialect: 'openai', price: undefined },
] as const;

const QUESTIONS = [
  'Why does the test fail on Windows only?',
  '为什么这个测试在 CI 上失败？请先看日志再修改。',
  'Write a haiku about back-pressure.',
  '把下面的文档翻译成英文，保留 Markdown 格式：',
  'Summarise this thread in five bullet points, then list the open questions.',
  'fix the failing build',
  '<script>alert(1)</script><img src=x onerror=alert(2)> what does this do?',
  `\u202Eright to left override and a very long word: ${'a'.repeat(120)}`,
];
const FAILURES = [
  { status: 429, code: 'rate_limit_exceeded', origin: 'provider' },
  { status: 502, code: 'upstream_error', origin: 'provider' },
  { status: 504, code: 'upstream_timeout', origin: 'provider' },
  { status: 400, code: 'invalid_request', origin: 'client' },
  { status: 503, code: 'gateway_overloaded', origin: 'gateway' },
] as const;
const KEYS = ['ci', 'web', 'default', 'notebooks'];
const USERS = ['alice', '小王', 'bob', undefined];
const DAY = 86_400_000;

/** Makes calls of the days before a moment, newest first; the same ones for the same arguments. */
export function makeCalls(count: number, now: number, days = 3): FakeCall[] {
  const random = new Random(20261130);
  const calls: FakeCall[] = [];
  for (let index = 0; index < count; index++) {
    const within = (index + random.next()) / count;
    calls.push(makeCall(random, count - index, Math.round(now - within * days * DAY)));
  }
  return calls.sort((a, b) => b.at - a.at);
}

export function makeCall(random: Random, number: number, at: number): FakeCall {
  const model = random.of(MODELS);
  const failure = random.chance(0.04) ? random.of(FAILURES) : undefined;
  const cancelled = !failure && random.chance(0.02);
  const input = Math.round(random.skewed(4000));
  const cached = random.chance(0.6) ? Math.round(input * (0.5 + random.next() / 2)) : 0;
  const output = failure ? 0 : Math.round(random.skewed(400));
  const priced = !failure && model.price !== undefined;
  const nanos = model.price ? (input - cached * 0.9) * model.price[0] + output * model.price[1] : 0;
  const stream = random.chance(0.7);
  const first = random.skewed(600);
  const duration = first + random.skewed(2500);
  const retried = random.chance(0.05);
  const user = random.of(USERS);
  const session = random.chance(0.5) ? `session-${random.whole(40)}` : undefined;
  return {
    at,
    nano_usd: priced ? Math.round(nanos) : 0,
    id: idOf(at, number),
    time: new Date(at).toISOString(),
    operation: 'chat',
    dialect: random.chance(0.8) ? model.dialect : 'anthropic',
    stream,
    state: failure ? (failure.origin === 'gateway' ? 'refused' : 'error') : cancelled ? 'cancelled' : 'success',
    status: failure?.status ?? (cancelled ? 499 : 200),
    ...(failure ? { code: failure.code, origin: failure.origin } : {}),
    model: model.asked,
    ...(failure?.origin === 'gateway' ? {} : { provider: model.provider, model_sent: model.sent }),
    lane: random.chance(0.7) ? 'verbatim' : 'translated',
    attempts: failure?.origin === 'gateway' ? 0 : retried ? 2 : 1,
    ...(random.chance(0.1) ? { losses: 1 + random.whole(3) } : {}),
    ...(random.chance(0.3) ? { tools: ['bash', 'edit'] } : {}),
    key: random.of(KEYS),
    ...(session ? { session, session_source: 'x-session-id' } : {}),
    ...(user ? { user } : {}),
    input_tokens: failure ? 0 : input,
    cached_tokens: failure ? 0 : cached,
    output_tokens: output,
    tokens_estimated: random.chance(0.05),
    cost: failure ? 'unused' : priced ? 'priced' : 'unknown',
    ...(priced ? { cost_usd: (Math.round(nanos) / 1e9).toFixed(9) } : {}),
    duration_ms: round(duration),
    ...(failure ? {} : { first_token_ms: round(first) }),
    gateway_ms: round(random.skewed(0.5)),
    question: random.of(QUESTIONS),
    tags: { team: random.of(['core', 'research', '增长']) },
  };
}

function idOf(at: number, number: number): string {
  return `call_${at.toString(36)}${number.toString(36).padStart(6, '0')}`;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
