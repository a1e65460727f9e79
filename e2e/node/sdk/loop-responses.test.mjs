import { client } from '../gateway.mjs';
import { eachConversation, TOOLS } from '../loop/conversation.mjs';

function begin(model, stream) {
  const input = [];
  const asked = {
    model, input, reasoning: { effort: 'low', summary: 'auto' }, store: false, include: ['reasoning.encrypted_content'],
    tools: TOOLS.map((tool) => ({ type: 'function', strict: false, ...tool })),
  };
  return {
    turnTo: (other) => { asked.model = other; },
    say: (content) => input.push({ role: 'user', content }),
    give: (results) => input.push(...results.map((one) => ({ type: 'function_call_output', call_id: one.id, output: one.result }))),
    async answer() {
      const whole = stream ? await client.responses.stream(asked).finalResponse() : await client.responses.create(asked);
      input.push(...whole.output);
      const calls = whole.output.filter((item) => item.type === 'function_call');
      return {
        text: whole.output_text, finish: whole.status, usage: [whole.usage.input_tokens, whole.usage.output_tokens],
        calls: calls.map((call) => ({ id: call.call_id, name: call.name, args: JSON.parse(call.arguments) })),
      };
    },
  };
}

eachConversation('responses', begin, { calls: 'completed', stop: 'completed' });
