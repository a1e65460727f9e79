import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, clock, collect, textOf, user, weather } from '../gateway.mjs';

test('a whole loop: call, result, answer', async () => {
  const messages = user('北京天气怎么样？');
  const tools = [weather];
  const first = await client.chat.completions.create({ model: 'demo/tools', messages, tools });
  assert.equal(first.choices[0].finish_reason, 'tool_calls');
  const [call] = first.choices[0].message.tool_calls;
  assert.equal(call.function.name, 'get_weather');
  assert.deepEqual(JSON.parse(call.function.arguments), { city: '北京', unit: 'celsius' });

  messages.push(first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: '晴，18 度' });
  const second = await client.chat.completions.create({ model: 'demo/tools', messages, tools });
  assert.equal(second.choices[0].finish_reason, 'stop');
  assert.match(second.choices[0].message.content, /get_weather.*晴，18 度/);
});

test('a whole loop, streamed, with two calls at once', async () => {
  const messages = user('What is the weather?');
  const tools = [weather, clock];
  const chunks = await collect(await client.chat.completions.create({ model: 'demo/tools', messages, tools, stream: true }));
  assert.equal(chunks.at(-1).choices[0].finish_reason, 'tool_calls');
  const calls = [];
  for (const chunk of chunks) {
    for (const part of chunk.choices[0].delta.tool_calls ?? []) {
      if (part.id) calls[part.index] = { id: part.id, type: 'function', function: { name: part.function.name, arguments: '' } };
      calls[part.index].function.arguments += part.function.arguments;
    }
  }
  assert.deepEqual(calls.map((call) => call.function.name), ['get_weather', 'get_time']);
  assert.deepEqual(calls.map((call) => JSON.parse(call.function.arguments)), [{ city: 'Paris', unit: 'celsius' }, {}]);

  messages.push({ role: 'assistant', content: null, tool_calls: calls });
  messages.push(...calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: `result of ${call.function.name}` })));
  const answer = await collect(await client.chat.completions.create({ model: 'demo/tools', messages, tools, stream: true }));
  assert.match(textOf(answer), /result of get_weather[^]*result of get_time/);
});

test('the SDK runs the tools by itself', async () => {
  const asked = [];
  const runner = client.chat.completions.runTools({
    model: 'demo/tools',
    messages: user('天气'),
    tools: [{
      type: 'function',
      function: {
        ...weather.function,
        parse: JSON.parse,
        function: ({ city }) => { asked.push(city); return '多云'; },
      },
    }],
  });
  assert.match(await runner.finalContent(), /多云/);
  assert.deepEqual(asked, ['北京']);
});

test('a forced tool and none', async () => {
  const forced = await client.chat.completions.create({
    model: 'demo/tools', messages: user('hi'), tools: [weather, clock],
    tool_choice: { type: 'function', function: { name: 'get_time' } },
  });
  assert.deepEqual(forced.choices[0].message.tool_calls.map((call) => call.function.name), ['get_time']);
  const none = await client.chat.completions.create({
    model: 'demo/tools', messages: user('hi'), tools: [weather], tool_choice: 'none',
  });
  assert.equal(none.choices[0].message.tool_calls, undefined);
});
