import type { ModelList, ProviderDocument, TestResult } from '../../src/api/catalogue';
import type { FakeCall } from './calls';

const DAY = 86_400_000;

const LISTED: readonly [id: string, context: number, prices: [number, number, number] | undefined][] = [
  ['anthropic/claude-sonnet-5', 1_000_000, [3, 15, 0.3]],
  ['anthropic/claude-haiku-4-5', 200_000, [1, 5, 0.1]],
  ['openai/gpt-5.2', 400_000, [1.75, 14, 0.175]],
  ['openai/gpt-4o-mini', 128_000, [0.15, 0.6, 0.075]],
  ['moonshot/kimi-k2-0905-preview', 262_144, [0.6, 2.5, 0.15]],
  ['gemini/gemini-3-flash', 1_048_576, [0.3, 2.5, 0.03]],
  ['local/qwen3-coder:30b', 262_144, undefined],
  ['local/<img src=x onerror=alert(3)>', 8_192, undefined],
];

const NAMES: Record<string, string> = {
  anthropic: 'Anthropic',
  openai: 'OpenAI',
  moonshot: 'Moonshot AI (Kimi)',
  gemini: 'Google Gemini',
  local: 'local',
};

export function providers(calls: readonly FakeCall[], now: number): { providers: ProviderDocument[] } {
  const today = calls.filter(call => call.at > now - DAY);
  const on = Object.entries(NAMES).map(([id, name]): ProviderDocument => {
    const own = today.filter(call => call.provider === id);
    const errors = own.filter(call => call.state === 'error').length;
    const local = id === 'local';
    return {
      id,
      name,
      dialects: local ? ['openai'] : id === 'openai' ? ['openai', 'responses'] : [id === 'moonshot' ? 'openai' : id],
      base_url: local ? 'http://10.0.0.6:8000/v1' : `https://api.${id}.example/v1`,
      origin: local ? 'file' : 'env',
      enabled: true,
      ...(id === 'moonshot'
        ? { failing: [{ model: 'kimi-k2-0905-preview', until: new Date(now + 90_000).toISOString() }] }
        : {}),
      models: LISTED.filter(([model]) => model.startsWith(`${id}/`)).length,
      ...(local ? {} : { key: '****cdef' }),
      ...(own.length > 0
        ? { health: { calls: own.length, errors, error_rate: errors / own.length, first_p50_ms: 412 } }
        : {}),
    };
  });
  const off: ProviderDocument[] = [
    {
      id: 'deepseek',
      name: 'DeepSeek',
      dialects: ['openai'],
      origin: 'built-in',
      enabled: false,
      key_variables: ['DEEPSEEK_API_KEY'],
    },
    { id: 'ollama', name: 'Ollama', dialects: ['ollama'], origin: 'built-in', enabled: false, key_variables: [] },
  ];
  return { providers: [...on, ...off] };
}

export function models(calls: readonly FakeCall[], now: number): ModelList {
  const today = calls.filter(call => call.at > now - DAY);
  const unpriced = today.filter(call => call.cost === 'unknown' && call.provider === 'local').length;
  return {
    models: [
      {
        id: 'fast',
        targets: ['openai/gpt-4o-mini', 'moonshot/kimi-k2-0905-preview'],
        fallbacks: ['local/qwen3-coder:30b'],
        strategy: 'ordered',
        calls24h: today.filter(call => call.model === 'fast').length,
      },
      { id: 'qwen3-coder', targets: ['local/qwen3-coder:30b'], strategy: 'ordered', calls24h: 3 },
      ...LISTED.map(([id, context, prices]) => ({
        id,
        provider: id.slice(0, id.indexOf('/')),
        context,
        capabilities: ['tools', 'image'],
        calls24h: today.filter(call => id.endsWith(`/${call.model}`)).length,
        ...(prices
          ? {
              price: {
                input: prices[0],
                output: prices[1],
                cache_read: prices[2],
                list: id.slice(0, id.indexOf('/')),
                version: '2026-09-23',
              },
            }
          : {}),
      })),
    ],
    more: false,
    unpriced: [{ model: 'qwen3-coder', provider: 'local', list: 'local', calls: unpriced }],
  };
}

/** How a test of a provider goes: the local one does not answer. */
export function providerTest(id: string, asked: { kind?: string; model?: string }): TestResult | undefined {
  const found = NAMES[id];
  if (found === undefined) return undefined;
  if (id === 'local') {
    return {
      ok: false,
      phases: [{ name: 'total', ms: 134.7 }],
      error: {
        kind: 'upstream_unreachable',
        origin: 'provider',
        message: 'The provider refused the connection; check its base URL. <b>bold</b>',
        code: 'upstream_unreachable',
      },
    };
  }
  if (asked.kind === 'list') return { ok: true, models: 52, phases: [{ name: 'total', ms: 312 }] };
  const [listed] = LISTED.find(([model]) => model.startsWith(`${id}/`)) ?? [];
  return {
    ok: true,
    model: asked.model ?? listed?.slice(id.length + 1),
    call: '01a22e81-fb37-7fff-952d-d16dcabb6f6e',
    status: 200,
    phases: [
      { name: 'connect', ms: 18.2 },
      { name: 'first_token', ms: 402.5 },
      { name: 'total', ms: 655 },
    ],
    input_tokens: 13,
    output_tokens: 6,
    cost: 'priced',
    cost_usd: '0.000129',
  };
}
