import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APICallError, generateText, jsonSchema, Output, streamText, tool } from 'ai';
import { client, collect } from '../gateway.mjs';
import { PROVIDERS } from '../loop/ai-sdk.mjs';
import { CLAUDE, DEEPSEEK, GEMINI } from '../loop/conversation.mjs';

const CHINESE = '你好，世界！😀 “引号”\n第二行 \\ end';
const PERSON = {
  type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } }, required: ['name', 'age'],
  additionalProperties: false,
};

for (const [name, { model }] of Object.entries(PROVIDERS)) {
  test(`ai sdk, ${name}: a plain answer`, async () => {
    const answer = await generateText({ model: model('demo/echo'), prompt: CHINESE });
    assert.equal(answer.text, CHINESE);
    assert.equal(answer.finishReason, 'stop');
    assert.ok(answer.usage.inputTokens > 0 && answer.usage.outputTokens > 5);
  });

  test(`ai sdk, ${name}: a streamed answer`, async () => {
    const answer = streamText({ model: model('demo/echo'), prompt: CHINESE });
    const pieces = [];
    for await (const piece of answer.textStream) pieces.push(piece);
    assert.ok(pieces.length > 3);
    assert.equal(pieces.join(''), CHINESE);
    assert.equal(await answer.finishReason, 'stop');
    // Their vendors tell it unasked.
    const { outputTokens } = await answer.usage;
    assert.ok(['groq', 'mistral'].includes(name) ? outputTokens === undefined : outputTokens > 5);
  });

  test(`ai sdk, ${name}: a tool call is left to its user, and one is forced`, async () => {
    const inputSchema = jsonSchema({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] });
    const answer = await generateText({
      model: model('demo/tools'), prompt: '北京天气怎么样？', toolChoice: { type: 'tool', toolName: 'get_weather' },
      tools: { get_weather: tool({ inputSchema }), get_time: tool({ inputSchema: jsonSchema({ type: 'object', properties: {} }) }) },
    });
    assert.deepEqual(answer.toolCalls.map((call) => [call.toolName, call.input]), [['get_weather', { city: '北京' }]]);
    assert.equal(answer.finishReason, 'tool-calls');
  });

  test(`ai sdk, ${name}: structured output`, async () => {
    for (const of of [CLAUDE, DEEPSEEK, GEMINI]) {
      if (name === 'deepseek' && of !== DEEPSEEK) continue; // it tells the model the schema in words
      const answer = await generateText({ model: model(of), prompt: '谁', output: Output.object({ schema: jsonSchema(PERSON) }) });
      assert.deepEqual(answer.output, { name: '小明', age: 3 }, of);
    }
  });

  test(`ai sdk, ${name}: errors say what they say`, async () => {
    const ask = (of) => generateText({ model: model(of), prompt: 'hi', maxRetries: 0 });
    const overloaded = name === 'anthropic' ? 529 : 503;
    for (const [of, status] of [['demo/nobody', 404], ['demo/error-429', 429], ['demo/error-503', overloaded]]) {
      await assert.rejects(ask(of), (error) => {
        assert.ok(APICallError.isInstance(error), String(error));
        assert.equal(error.statusCode, status);
        assert.match(error.message, status === 404 && name !== 'mistral' ? /nobody/ : /\w/); // it reads Mistral's form alone
        assert.equal(error.isRetryable, status !== 404);
        return true;
      });
    }
  });
}

// By default it stores its answers and sends back no more than references to their items.
test('ai sdk, openai, responses: a conversation goes on from stored items', async () => {
  const model = PROVIDERS['openai, responses'].model('demo/echo');
  const messages = [{ role: 'user', content: CHINESE }];
  const first = await generateText({ model, messages });
  messages.push(...first.response.messages, { role: 'user', content: '接着说' });
  const second = await generateText({ model, messages });
  assert.match(JSON.stringify(second.request.body), /item_reference/);
  assert.equal(second.text, '接着说');
  const items = await collect(client.responses.inputItems.list(second.providerMetadata.openai.responseId, { order: 'asc' }));
  assert.deepEqual(items.map((item) => item.content[0].text), [CHINESE, CHINESE, '接着说']);
});
