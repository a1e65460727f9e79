import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import { client, collect, url, user } from '../gateway.mjs';

const fails = async (promise, kind, check) =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof kind, `${error.constructor.name}: ${error.message}`);
    check(error);
    return true;
  });

const ask = (model, more = {}) => client.chat.completions.create({ model, messages: user('hi'), ...more });

test('a wrong key', async () => {
  const stranger = client.withOptions({ apiKey: 'sk-wrong' });
  await fails(stranger.models.list(), OpenAI.AuthenticationError, (error) => {
    assert.equal(error.code, 'invalid_api_key');
    assert.doesNotMatch(error.message, /sk-wrong/);
  });
});

test('an unknown model', async () => {
  await fails(ask('demo/nobody'), OpenAI.NotFoundError, (error) => assert.equal(error.code, 'model_not_found'));
  await fails(ask('no-such-model-at-all'), OpenAI.NotFoundError, (error) => assert.equal(error.code, 'model_not_found'));
});

test('a rate limit with the time to wait', async () => {
  for (const stream of [false, true]) {
    await fails(ask('demo/error-429', { stream }), OpenAI.RateLimitError, (error) => {
      assert.equal(error.headers.get('retry-after'), '7');
      assert.equal(error.code, 'rate_limit_exceeded');
      assert.equal(error.error.origin, 'provider');
      assert.equal(error.error.provider, 'demo');
    });
  }
});

test('a bad request names its parameter', async () => {
  await fails(ask('demo/echo', { temperature: 5 }), OpenAI.BadRequestError, (error) => {
    assert.equal(error.param, 'temperature');
    assert.equal(error.type, 'invalid_request_error');
  });
  await fails(client.chat.completions.create({ model: 'demo/echo', messages: [] }), OpenAI.BadRequestError, () => {});
});

test('a provider that is down', async () => {
  await fails(ask('demo/error-503'), OpenAI.InternalServerError, (error) => assert.equal(error.status, 503));
  await fails(ask('demo/error-500'), OpenAI.InternalServerError, (error) => assert.ok(error.status >= 500));
});

test('a provider that refuses the gateway is not the client\'s fault', async () => {
  await fails(ask('demo/error-401'), OpenAI.InternalServerError, (error) => assert.equal(error.status, 502));
});

test('a stream that fails halfway or is cut raises an error after its tokens', async () => {
  for (const model of ['demo/error-stream', 'demo/error-cut']) {
    const texts = [];
    const stream = await ask(model, { stream: true });
    await fails(
      (async () => { for await (const chunk of stream) texts.push(chunk.choices[0].delta.content); })(),
      OpenAI.APIError,
      () => {},
    );
    assert.equal(texts.join(''), 'One two three', model);
  }
});

test('a client\'s own time limit ends a call that nobody answers', async () => {
  await fails(
    client.chat.completions.create({ model: 'demo/error-timeout', messages: user('hi') }, { timeout: 300 }),
    OpenAI.APIConnectionTimeoutError,
    () => {},
  );
});

test('the client retries by itself what may be retried', async () => {
  const started = performance.now();
  const patient = client.withOptions({ maxRetries: 1 });
  const failing = patient.chat.completions.create({ model: 'demo/error-503', messages: user('hi') });
  await fails(failing, OpenAI.InternalServerError, () => {});
  assert.ok(performance.now() - started > 200);
});

test('no JSON, and a path that does not exist', async () => {
  const headers = { authorization: `Bearer ${client.apiKey}`, 'content-type': 'application/json' };
  const broken = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: '{"model":' });
  assert.equal(broken.status, 400);
  assert.equal((await broken.json()).error.type, 'invalid_request_error');
  const lost = await fetch(`${url}/v1/nowhere`, { headers });
  assert.equal(lost.status, 404);
  assert.equal((await lost.json()).error.code, 'unknown_url');
});

test('a stream that ends well raises nothing', async () => {
  const chunks = await collect(await ask('demo/echo', { stream: true }));
  assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
});
