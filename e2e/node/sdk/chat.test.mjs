import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, collect, textOf, user } from '../gateway.mjs';

const CHINESE = '你好，世界！😀 “引号”\n第二行 \\ end';

test('a plain answer, Chinese and all', async () => {
  const answer = await client.chat.completions.create({ model: 'demo/echo', messages: user(CHINESE) });
  assert.equal(answer.choices[0].message.content, CHINESE);
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.equal(answer.object, 'chat.completion');
  assert.ok(answer.usage.completion_tokens > 5);
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
});

test('the answer tells its id, its provider and its model', async () => {
  const { data, response, request_id } = await client.chat.completions
    .create({ model: 'demo/echo', messages: user('hi') }, { headers: { 'x-request-id': 'e2e-node-7' } })
    .withResponse();
  assert.equal(data.choices[0].message.content, 'hi');
  assert.equal(request_id, 'e2e-node-7');
  assert.equal(response.headers.get('x-gateway-provider'), 'demo');
  assert.equal(response.headers.get('x-gateway-model'), 'echo');
});

test('a streamed answer', async () => {
  const stream = await client.chat.completions.create({ model: 'demo/echo', messages: user(CHINESE), stream: true });
  const chunks = await collect(stream);
  assert.equal(textOf(chunks), CHINESE);
  assert.ok(chunks.length > 10);
  assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
  assert.ok(chunks.every((chunk) => chunk.id === chunks[0].id && chunk.choices.length === 1));
});

test('a streamed answer with its usage', async () => {
  const stream = await client.chat.completions.create({
    model: 'demo/echo', messages: user('你好'), stream: true, stream_options: { include_usage: true },
  });
  const chunks = await collect(stream);
  assert.deepEqual(chunks.at(-1).choices, []);
  assert.equal(chunks.at(-1).usage.completion_tokens, 2);
});

test('tokens arrive one by one, and leaving early ends the call', async () => {
  const stream = await client.chat.completions.create(
    { model: 'demo/story', messages: user('讲个故事'), stream: true },
    { headers: { 'x-demo-tokens-per-second': '20' } },
  );
  const arrived = [];
  for await (const chunk of stream) {
    if (!chunk.choices[0].delta.content) continue;
    arrived.push(performance.now());
    if (arrived.length === 9) break;
  }
  assert.equal(arrived.length, 9);
  const took = arrived.at(-1) - arrived[0];
  assert.ok(took > 250, `nine tokens at 20 a second came within ${took} ms: they were held back`);
});

test('the stream helper puts the answer together', async () => {
  const runner = client.chat.completions.stream({ model: 'demo/echo', messages: user('流式 stream') });
  assert.equal(await runner.finalContent(), '流式 stream');
});

test('a group falls back to its next target', async () => {
  const { data, response } = await client.chat.completions
    .create({ model: 'falls-back', messages: user('还在吗') })
    .withResponse();
  assert.equal(data.choices[0].message.content, '还在吗');
  assert.equal(response.headers.get('x-gateway-model'), 'echo');
});

test('legacy completions, plain and streamed', async () => {
  const plain = await client.completions.create({ model: 'demo/echo', prompt: ['一', '二'] });
  assert.deepEqual(plain.choices.map((choice) => choice.text), ['一', '二']);
  const chunks = await collect(await client.completions.create({ model: 'demo/echo', prompt: '你好', stream: true }));
  assert.equal(chunks.map((chunk) => chunk.choices[0]?.text ?? '').join(''), '你好');
});

test('twenty calls at once each get their own answer', async () => {
  const texts = Array.from({ length: 20 }, (_, i) => `第 ${i} 个`);
  const answers = await Promise.all(
    texts.map((text) => client.chat.completions.create({ model: 'demo/echo', messages: user(text) })),
  );
  assert.deepEqual(answers.map((answer) => answer.choices[0].message.content), texts);
});
