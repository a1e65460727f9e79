import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import { client } from '../gateway.mjs';

test('the list has groups and the demo, and each can be asked for by its id', async () => {
  const ids = [];
  for await (const model of client.models.list()) {
    assert.equal(model.object, 'model');
    ids.push(model.id);
  }
  for (const id of ['falls-back', 'demo/echo', 'demo/story', 'demo/tools', 'demo/embedding']) assert.ok(ids.includes(id), id);
  assert.equal(new Set(ids).size, ids.length);
});

test('one model', async () => {
  const model = await client.models.retrieve('demo/echo');
  assert.equal(model.id, 'demo/echo');
  assert.equal(model.owned_by, 'demo');
});

test('a model that is not there', async () => {
  await assert.rejects(client.models.retrieve('demo/nobody'), OpenAI.NotFoundError);
});
