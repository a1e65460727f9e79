// Where the gateway under test is. `e2e/run` starts it and sets these.
import OpenAI from 'openai';

export const url = process.env.GATEWAY_URL;
export const key = process.env.GATEWAY_API_KEY;
if (!url || !key) throw new Error('GATEWAY_URL and GATEWAY_API_KEY are not set: start the tests with e2e/run');

export const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0, timeout: 20_000 });

export const user = (content) => [{ role: 'user', content }];

export const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: '查询天气',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
      required: ['city', 'unit'],
    },
  },
};

export const clock = { type: 'function', function: { name: 'get_time', parameters: { type: 'object', properties: {} } } };

export async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

export const textOf = (chunks) => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
