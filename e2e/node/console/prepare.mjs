// Makes the calls with bodies that the console's tests look at, and writes their ids by name.
import { writeFileSync } from 'node:fs';

const url = process.env.GATEWAY_URL;
const keyedUrl = process.env.GATEWAY_KEYED_URL;
const key = process.env.GATEWAY_LOGIN_KEY;

/** Sends a call and reads its answer to the end; returns its id. */
async function send(path, body, headers = {}, base = url) {
  const answer = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  await answer.text();
  return answer.headers.get('x-request-id');
}

const chat = (model, content, more = {}, headers = {}) =>
  send('/v1/chat/completions', { model, messages: [{ role: 'user', content }], ...more }, headers);

const tool = (name, description) => ({
  type: 'function',
  function: { name, description, parameters: { type: 'object', properties: { command: { type: 'string' }, path: { type: 'string' } } } },
});
const TOOLS = [tool('bash', 'Runs a command'), tool('edit', 'Changes a file'), tool('read', '读取一个文件')];
const SYSTEM = `You are a careful engineer. ${'Read before you write, and test what you wrote. '.repeat(160)}`;

const HOSTILE = [
  '<script>window.hacked = 1</script>',
  '<img src="http://outside.invalid/pixel.png" onerror="window.hacked = 2">',
  '![picture](http://outside.invalid/picture.png)',
  '[a link](javascript:window.hacked=3)',
  '<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked = 4"><script>window.hacked = 5</script></svg>',
  'bidi: \u202Egnp.exe\u202C and \u2066isolated\u2069',
].join('\n\n');
const SVG = `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>top.hacked = 6</script></svg>').toString('base64')}`;

const weather = {
  type: 'function',
  function: { name: 'get_weather', description: '查询天气', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};
const clock = { type: 'function', function: { name: 'get_time', parameters: { type: 'object', properties: {} } } };

/** A coding task: each request holds all that was said before. */
async function task(session, count) {
  const messages = [{ role: 'system', content: SYSTEM }, { role: 'user', content: 'Fix the failing test 为什么测试失败' }];
  const ids = [];
  for (let number = 0; number < count; number++) {
    ids.push(await send('/v1/chat/completions', { model: 'gpt-4o-mini', tools: TOOLS, messages, stream: number % 2 === 0, stream_options: number % 2 === 0 ? { include_usage: true } : undefined }, { 'x-session-id': session, 'user-agent': 'opencode/1.0' }));
    messages.push({ role: 'assistant', content: `Step ${number}: done, the next one follows.` }, { role: 'user', content: `Go on with step ${number + 1} 继续` });
  }
  return ids;
}

/** Two calls of one session; the second one should have read the first one's prompt from the cache. */
async function pair(session, model, first, second) {
  const call = ([system, content, tools]) =>
    send(
      '/v1/chat/completions',
      { model, tools, messages: [{ role: 'system', content: system }, { role: 'user', content }] },
      { 'x-session-id': session },
    );
  await call(first);
  return call(second);
}

const made = {
  tools: await chat('deepseek-reasoner', '北京和上海的天气？', { tools: [weather, clock] }),
  plain: await chat('gpt-4o-mini', 'What does a call cost?', {}, { 'x-session-id': 'a-single-call' }),
  translated: await send(
    '/v1/messages',
    { model: 'gpt-4o-mini', max_tokens: 100, top_k: 5, system: 'Answer briefly.', messages: [{ role: 'user', content: 'Which of my parameters arrive? 哪些参数丢了' }] },
    { 'anthropic-version': '2023-06-01' },
  ),
  fallback: await chat('falls-back', 'Who answers when the first one is down?'),
  failed: await chat('fails', 'Why did this fail?'),
  hostile: await chat('gpt-4o-mini', [{ type: 'text', text: HOSTILE }, { type: 'image_url', image_url: { url: SVG } }, { type: 'image_url', image_url: { url: 'http://outside.invalid/a.png' } }]),
  large: await chat(
    'gpt-4o-mini',
    Array.from({ length: 50_000 }, (_, index) => ({ type: 'text', text: `Part ${index} 第 ${index} 部分 of a long prompt that goes on and on and on.` })),
  ),
  cut: await chat('gpt-4o-mini', 'A body that is longer than what is kept. '.repeat(160_000)),
  unpriced: await chat('house-model', 'What does a model without a price cost?'),
  stream: await chat('demo/story', 'Tell me a story', { stream: true }),
  cacheClient: await pair('cache-client', 'gpt-4o-mini', [SYSTEM, 'First question', [tool('bash', 'Runs at 12:00:08')]], [SYSTEM, 'Second question', [tool('bash', 'Runs at 12:00:09')]]),
  cacheGateway: await pair('cache-gateway', 'switches', [`A. ${SYSTEM}`, 'First question'], [`A. ${SYSTEM}`, 'Second question, please fail']),
  cacheVendor: await pair('cache-vendor', 'gpt-4o-mini', [`B. ${SYSTEM}`, 'First question'], [`B. ${SYSTEM}`, 'Second question, please forget']),
};
made.redacted = await send(
  '/v1/chat/completions',
  { model: 'demo/echo', messages: [{ role: 'user', content: 'Write to alice@example.com, please.' }] },
  { authorization: `Bearer ${key}` },
  keyedUrl,
);
made.session = 'fix-the-test';
made.sessionCalls = await task(made.session, 47);

for (const [name, id] of Object.entries(made).filter(([name]) => !name.startsWith('session'))) {
  if (!id) throw new Error(`no id of ${name}`);
}
/** The records reach the store a moment after the answers reached us. */
for (;;) {
  const { calls } = await (await fetch(`${url}/admin/api/calls?session=${made.session}&limit=200`)).json();
  if (calls.length === 47) break;
}
writeFileSync(process.env.CONSOLE_CALLS_MADE, JSON.stringify(made));
