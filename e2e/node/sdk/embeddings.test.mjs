import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client } from '../gateway.mjs';

const lengthOf = (vector) => Math.hypot(...vector);

test('the default of the SDK (base64) and floats give the same vector', async () => {
  const coded = await client.embeddings.create({ model: 'demo/embedding', input: '你好' });
  const floats = await client.embeddings.create({ model: 'demo/embedding', input: '你好', encoding_format: 'float' });
  assert.equal(coded.data[0].embedding.length, 256);
  assert.ok(Math.abs(lengthOf(coded.data[0].embedding) - 1) < 1e-4);
  coded.data[0].embedding.forEach((value, i) => assert.ok(Math.abs(value - floats.data[0].embedding[i]) < 1e-6));
  assert.ok(coded.usage.prompt_tokens > 0);
});

test('several texts, token arrays and dimensions', async () => {
  const texts = await client.embeddings.create({ model: 'demo/embedding', input: ['甲', '乙', '甲'], dimensions: 8 });
  assert.deepEqual(texts.data.map((item) => item.index), [0, 1, 2]);
  assert.deepEqual(texts.data[0].embedding, texts.data[2].embedding);
  assert.notDeepEqual(texts.data[0].embedding, texts.data[1].embedding);
  assert.equal(texts.data[0].embedding.length, 8);
  const tokens = await client.embeddings.create({ model: 'demo/embedding', input: [[1, 2], [3]] });
  assert.equal(tokens.data.length, 2);
  assert.equal(tokens.usage.total_tokens, 3);
});
