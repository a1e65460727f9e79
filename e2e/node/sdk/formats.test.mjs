import assert from 'node:assert/strict';
import { test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { FunctionCallingConfigMode, GoogleGenAI } from '@google/genai';
import { CohereClientV2 } from 'cohere-ai';
import { client, collect, key as KEY, url as URL } from '../gateway.mjs';

// The demo provider speaks chat completions: every other format is translated on its way in and out.
const CHINESE = '你好，世界！😀 “引号”\n第二行 \\ end';
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

for (const baseURL of [URL, `${URL}/v1`]) {
  const anthropic = new Anthropic({ baseURL, apiKey: KEY, maxRetries: 0 });
  const ask = (more) => ({ model: 'demo/echo', max_tokens: 256, messages: [{ role: 'user', content: CHINESE }], ...more });
  const where = baseURL.endsWith('/v1') ? 'with /v1' : 'without /v1';

  test(`anthropic, ${where}: a plain answer`, async () => {
    const answer = await anthropic.messages.create(ask());
    assert.equal(answer.content[0].text, CHINESE);
    assert.equal(answer.stop_reason, 'end_turn');
    assert.ok(answer.usage.input_tokens > 0 && answer.usage.output_tokens > 5);
  });

  test(`anthropic, ${where}: a streamed answer`, async () => {
    const message = await anthropic.messages.stream(ask()).finalMessage();
    assert.equal(message.content[0].text, CHINESE);
    assert.ok(message.usage.output_tokens > 5);
  });

  test(`anthropic, ${where}: a tool call, streamed`, async () => {
    const message = await anthropic.messages
      .stream(ask({ model: 'demo/tools', tools: [{ name: 'get_weather', input_schema: SCHEMA }] }))
      .finalMessage();
    const call = message.content.find((block) => block.type === 'tool_use');
    assert.equal(call.name, 'get_weather');
    assert.equal(typeof call.input.city, 'string');
    assert.equal(message.stop_reason, 'tool_use');
  });

  test(`anthropic, ${where}: tokens are counted`, async () => {
    const counted = await anthropic.messages.countTokens({ model: 'demo/echo', messages: [{ role: 'user', content: CHINESE }] });
    assert.ok(counted.input_tokens > 5);
  });

  test(`anthropic, ${where}: errors are its own`, async () => {
    await assert.rejects(anthropic.messages.create(ask({ model: 'no-such-model' })), Anthropic.NotFoundError);
    const stranger = new Anthropic({ baseURL, apiKey: 'wrong', maxRetries: 0 });
    await assert.rejects(stranger.messages.create(ask()), Anthropic.AuthenticationError);
    await assert.rejects(anthropic.messages.create(ask({ model: 'demo/error-429' })), Anthropic.RateLimitError);
  });
}

test('anthropic: models are listed', async () => {
  const anthropic = new Anthropic({ baseURL: URL, apiKey: KEY, maxRetries: 0 });
  const page = await anthropic.models.list();
  assert.ok(page.data.some((model) => model.id === 'demo/echo' && model.type === 'model'));
});

test('responses: a plain and a streamed answer', async () => {
  const answer = await client.responses.create({ model: 'demo/echo', input: CHINESE });
  assert.equal(answer.output_text, CHINESE);
  assert.equal(answer.status, 'completed');
  const final = await client.responses.stream({ model: 'demo/echo', input: CHINESE }).finalResponse();
  assert.equal(final.output_text, CHINESE);
  assert.ok(final.usage.output_tokens > 5);
});

test('responses: a tool call, plain and streamed', async () => {
  const asked = {
    model: 'demo/tools', input: 'weather?',
    tools: [{ type: 'function', name: 'get_weather', parameters: SCHEMA, strict: false }],
  };
  for (const answer of [await client.responses.create(asked), await client.responses.stream(asked).finalResponse()]) {
    const call = answer.output.find((item) => item.type === 'function_call');
    assert.equal(call.name, 'get_weather');
    assert.equal(typeof JSON.parse(call.arguments).city, 'string');
  }
});

test('responses: a conversation goes on from stored answers', async () => {
  const first = await client.responses.create({ model: 'demo/echo', input: '鲁迅是谁？' });
  assert.equal(first.store, true);
  const asked = { model: 'demo/echo', input: CHINESE, previous_response_id: first.id };
  const second = await client.responses.stream(asked).finalResponse();
  assert.equal(second.previous_response_id, first.id);
  assert.ok(second.usage.input_tokens > first.usage.input_tokens);
  assert.equal((await client.responses.retrieve(second.id)).output_text, CHINESE);
  const items = await collect(client.responses.inputItems.list(second.id, { order: 'asc', limit: 1 }));
  assert.deepEqual(items.map((item) => item.role), ['user', 'assistant', 'user']);
  await client.responses.delete(first.id);
  await assert.rejects(client.responses.retrieve(first.id), { status: 404 });
  await assert.rejects(client.responses.create(asked), { status: 400, code: 'previous_response_not_found' });
});

test('google: plain, streamed, a function call, an error', async () => {
  const google = new GoogleGenAI({ apiKey: KEY, httpOptions: { baseUrl: URL } });
  const answer = await google.models.generateContent({ model: 'demo/echo', contents: CHINESE });
  assert.equal(answer.text, CHINESE);
  assert.ok(answer.usageMetadata.candidatesTokenCount > 5);
  const chunks = await collect(await google.models.generateContentStream({ model: 'demo/echo', contents: CHINESE }));
  assert.equal(chunks.map((chunk) => chunk.text ?? '').join(''), CHINESE);
  const called = await google.models.generateContent({
    model: 'demo/tools', contents: 'weather?',
    config: {
      tools: [{ functionDeclarations: [{ name: 'get_weather', parametersJsonSchema: SCHEMA }] }],
      toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY } },
    },
  });
  assert.equal(called.functionCalls[0].name, 'get_weather');
  await assert.rejects(google.models.generateContent({ model: 'no-such-model', contents: 'x' }), { status: 404 });
});

test('bedrock: plain, streamed, a tool call, an error', async () => {
  const bedrock = new BedrockRuntimeClient({
    region: 'eu-west-1', endpoint: URL, token: { token: KEY }, authSchemePreference: ['httpBearerAuth'], maxAttempts: 1,
  });
  const messages = [{ role: 'user', content: [{ text: CHINESE }] }];
  const answer = await bedrock.send(new ConverseCommand({ modelId: 'demo/echo', messages }));
  assert.equal(answer.output.message.content[0].text, CHINESE);
  assert.equal(answer.stopReason, 'end_turn');
  const streamed = await bedrock.send(new ConverseStreamCommand({ modelId: 'demo/echo', messages }));
  const events = await collect(streamed.stream);
  assert.equal(events.map((event) => event.contentBlockDelta?.delta.text ?? '').join(''), CHINESE);
  assert.ok(events.at(-1).metadata.usage.outputTokens > 5);
  const tools = [{ toolSpec: { name: 'get_weather', inputSchema: { json: SCHEMA } } }];
  const called = await bedrock.send(new ConverseCommand({ modelId: 'demo/tools', messages, toolConfig: { tools } }));
  assert.equal(called.output.message.content.find((block) => block.toolUse).toolUse.name, 'get_weather');
  await assert.rejects(bedrock.send(new ConverseCommand({ modelId: 'nope', messages })), { name: 'ResourceNotFoundException' });
});

test('bedrock: a signature is refused with a reason', async () => {
  const signing = new BedrockRuntimeClient({
    region: 'eu-west-1', endpoint: URL, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'x' }, maxAttempts: 1,
  });
  const messages = [{ role: 'user', content: [{ text: 'hi' }] }];
  await assert.rejects(signing.send(new ConverseCommand({ modelId: 'demo/echo', messages })), (error) => {
    assert.equal(error.$metadata.httpStatusCode, 403);
    assert.match(error.message, /AWS_BEARER_TOKEN_BEDROCK/);
    return true;
  });
});

test('cohere: plain, streamed, a tool call', async () => {
  const cohere = new CohereClientV2({ token: KEY, environment: URL, maxRetries: 0 });
  const messages = [{ role: 'user', content: CHINESE }];
  const answer = await cohere.chat({ model: 'demo/echo', messages });
  assert.equal(answer.message.content[0].text, CHINESE);
  assert.equal(answer.finishReason, 'COMPLETE');
  const events = await collect(await cohere.chatStream({ model: 'demo/echo', messages }));
  const text = events.map((event) => (event.type === 'content-delta' ? event.delta.message.content.text : '')).join('');
  assert.equal(text, CHINESE);
  const tools = [{ type: 'function', function: { name: 'get_weather', parameters: SCHEMA } }];
  const called = await cohere.chat({ model: 'demo/tools', messages, tools });
  assert.equal(called.message.toolCalls[0].function.name, 'get_weather');
});
