import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatAnthropic } from '@langchain/anthropic';
import { ChatGoogleGenerativeAI } from '@langchain/google-genai';
import { ChatOpenAI } from '@langchain/openai';
import { collect, key, url } from '../gateway.mjs';

const CHINESE = '你好，世界！😀 “引号”\n第二行 \\ end';
const PERSON = {
  title: 'person', type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'], additionalProperties: false,
};
const configuration = { baseURL: `${url}/v1` };
const CLIENTS = {
  openai: (model, apiKey = key) => new ChatOpenAI({ model, apiKey, maxRetries: 0, configuration }),
  responses: (model, apiKey = key) => new ChatOpenAI({ model, apiKey, maxRetries: 0, configuration, useResponsesApi: true }),
  anthropic: (model, apiKey = key) => new ChatAnthropic({ model, apiKey, maxRetries: 0, maxTokens: 256, anthropicApiUrl: url }),
  google: (model, apiKey = key) => new ChatGoogleGenerativeAI({ model: `models/${model}`, apiKey, maxRetries: 0, baseUrl: url }),
};

for (const [name, of] of Object.entries(CLIENTS)) {
  test(`langchain, ${name}: invoke`, async () => {
    const message = await of('demo/echo').invoke([['system', '用中文回答'], ['human', CHINESE]]);
    assert.equal(message.text, CHINESE);
    assert.ok(message.usage_metadata.input_tokens > 5 && message.usage_metadata.output_tokens > 5);
  });

  test(`langchain, ${name}: stream`, async () => {
    const chunks = await collect(await of('demo/echo').stream(CHINESE));
    assert.ok(chunks.length > 3);
    assert.equal(chunks.map((chunk) => chunk.text).join(''), CHINESE);
  });

  test(`langchain, ${name}: structured output by a tool`, async () => {
    const model = of('demo/tools').withStructuredOutput(PERSON, { method: 'functionCalling' });
    assert.deepEqual(await model.invoke('谁'), { name: '小明', age: 3 });
  });

  test(`langchain, ${name}: errors`, async () => {
    for (const [model, apiKey, status] of [['demo/nobody', key, 404], ['demo/error-429', key, 429], ['demo/echo', 'sk-wrong', 401]]) {
      await assert.rejects(of(model, apiKey).invoke('hi'), (error) => {
        assert.equal(error.status, status, String(error));
        assert.ok(!String(error).includes('sk-wrong'));
        return true;
      });
    }
  });
}
