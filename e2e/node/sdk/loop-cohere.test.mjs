import { CohereClientV2 } from 'cohere-ai';
import { key, url } from '../gateway.mjs';
import { eachConversation, TOOLS } from '../loop/conversation.mjs';

const cohere = new CohereClientV2({ token: key, environment: url, maxRetries: 0 });
const tools = TOOLS.map((tool) => ({ type: 'function', function: tool }));

// The SDK leaves it to its users to put a streamed message together.
async function together(stream) {
  const message = { role: 'assistant', content: [] };
  let end;
  for await (const event of stream) {
    const content = event.delta?.message?.content;
    if (event.type === 'content-start') message.content[event.index] = content;
    if (event.type === 'content-delta') {
      for (const name of Object.keys(content)) message.content[event.index][name] += content[name];
    }
    if (event.type === 'tool-call-start') (message.toolCalls ??= [])[event.index] = event.delta.message.toolCalls;
    if (event.type === 'tool-call-delta') {
      message.toolCalls[event.index].function.arguments += event.delta.message.toolCalls.function.arguments;
    }
    if (event.type === 'message-end') end = event.delta;
  }
  // Calls are numbered after the content.
  if (message.toolCalls) message.toolCalls = Object.values(message.toolCalls);
  return { ...end, message };
}

function begin(model, stream) {
  const messages = [];
  const asked = { model, messages, tools, thinking: { type: 'enabled', tokenBudget: 2000 }, maxTokens: 8000 };
  return {
    turnTo: (other) => { asked.model = other; },
    say: (content) => messages.push({ role: 'user', content }),
    give: (results) => messages.push(...results.map((one) => ({ role: 'tool', toolCallId: one.id, content: one.result }))),
    async answer() {
      const { message, finishReason, usage } = stream ? await together(await cohere.chatStream(asked)) : await cohere.chat(asked);
      messages.push(message);
      return {
        text: (message.content ?? []).map((block) => block.text ?? '').join(''), finish: finishReason,
        calls: (message.toolCalls ?? []).map((call) => (
          { id: call.id, name: call.function.name, args: JSON.parse(call.function.arguments || '{}') })),
        usage: [usage.tokens.inputTokens, usage.tokens.outputTokens],
      };
    },
  };
}

eachConversation('cohere', begin, { calls: 'TOOL_CALL', stop: 'COMPLETE' });
