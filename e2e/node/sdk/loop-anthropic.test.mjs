import assert from 'node:assert/strict';
import { test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { key, url } from '../gateway.mjs';
import { CLAUDE, eachConversation, QUESTION, TOOLS } from '../loop/conversation.mjs';

const anthropic = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
const tools = TOOLS.map(({ parameters, ...tool }) => ({ ...tool, input_schema: parameters }));
const thinking = { type: 'enabled', budget_tokens: 2000 };

function begin(model, stream) {
  const messages = [];
  const asked = { model, messages, max_tokens: 8000, thinking, tools };
  return {
    turnTo: (other) => { asked.model = other; },
    say: (content) => messages.push({ role: 'user', content }),
    give: (results) => messages.push({
      role: 'user', content: results.map((one) => ({ type: 'tool_result', tool_use_id: one.id, content: one.result })),
    }),
    async answer() {
      const message = stream ? await anthropic.messages.stream(asked).finalMessage() : await anthropic.messages.create(asked);
      messages.push({ role: 'assistant', content: message.content });
      const of = (type) => message.content.filter((block) => block.type === type);
      return {
        text: of('text').map((block) => block.text).join(''),
        calls: of('tool_use').map((call) => ({ id: call.id, name: call.name, args: call.input })),
        finish: message.stop_reason, usage: [message.usage.input_tokens, message.usage.output_tokens],
      };
    },
  };
}

eachConversation('anthropic', begin, { calls: 'tool_use', stop: 'end_turn' });

test('anthropic: a turn that was changed is refused in the words of its vendor', async () => {
  const asked = { model: CLAUDE, max_tokens: 8000, thinking, tools };
  const messages = [{ role: 'user', content: QUESTION }];
  const { content } = await anthropic.messages.create({ ...asked, messages });
  const call = content.find((block) => block.type === 'tool_use');
  const next = (changed, id) => anthropic.messages.create({
    ...asked,
    messages: [...messages, { role: 'assistant', content: changed },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: '晴，18 度' }] }],
  });
  const refused = (message) => (error) => {
    assert.ok(error instanceof Anthropic.BadRequestError, String(error));
    assert.equal(error.error.error.type, 'invalid_request_error');
    assert.match(error.message, message);
    return true;
  };
  await assert.rejects(next([{ ...content[0], thinking: '另一个想法' }, ...content.slice(1)], call.id), refused(/Invalid `signature`/));
  await assert.rejects(next(content.slice(1), call.id), refused(/Expected `thinking`/));
  await assert.rejects(next(content, 'toolu_of_nobody'), refused(/without `tool_result` blocks immediately after/));
});
