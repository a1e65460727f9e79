import { client } from '../gateway.mjs';
import { DEEPSEEK, eachConversation, TOOLS } from '../loop/conversation.mjs';

function begin(model, stream) {
  const messages = [];
  const asked = { model, messages, reasoning_effort: 'low', tools: TOOLS.map((tool) => ({ type: 'function', function: tool })) };
  return {
    turnTo: (other) => { asked.model = other; },
    say: (content) => messages.push({ role: 'user', content }),
    give: (results) => messages.push(...results.map((one) => ({ role: 'tool', tool_call_id: one.id, content: one.result }))),
    async answer() {
      const whole = stream
        ? await client.chat.completions.stream({ ...asked, stream_options: { include_usage: true } }).finalChatCompletion()
        : await client.chat.completions.create(asked);
      const { message, finish_reason: finish } = whole.choices[0];
      messages.push(message);
      const calls = (message.tool_calls ?? []).map((call) => (
        { id: call.id, name: call.function.name, args: JSON.parse(call.function.arguments) }));
      return { text: message.content, calls, finish, usage: [whole.usage.prompt_tokens, whole.usage.completion_tokens] };
    },
  };
}

eachConversation('openai', begin, {
  calls: 'tool_calls', stop: 'stop',
  // The SDK keeps the last piece of a member that it does not know, and DeepSeek's thoughts have no signature to carry: the
  // gateway sends the empty thought that DeepSeek accepts.
  lost: { [`${DEEPSEEK}, streamed`]: '0/2' },
});
