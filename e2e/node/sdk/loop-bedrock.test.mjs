import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { key, url } from '../gateway.mjs';
import { eachConversation, TOOLS } from '../loop/conversation.mjs';

const bedrock = new BedrockRuntimeClient({
  region: 'eu-west-1', endpoint: url, token: { token: key }, authSchemePreference: ['httpBearerAuth'], maxAttempts: 1,
});
const tools = TOOLS.map(({ parameters, ...tool }) => ({ toolSpec: { ...tool, inputSchema: { json: parameters } } }));

// The SDK leaves it to its users to put a streamed message together.
async function together({ stream }) {
  const content = [];
  const whole = {};
  for await (const { contentBlockStart: start, contentBlockDelta: delta, messageStop, metadata } of stream) {
    if (start?.start?.toolUse) content[start.contentBlockIndex] = { toolUse: { ...start.start.toolUse, input: '' } };
    if (delta) add(delta.delta, content, delta.contentBlockIndex);
    if (messageStop) whole.stopReason = messageStop.stopReason;
    if (metadata) whole.usage = metadata.usage;
  }
  for (const { toolUse } of content) if (toolUse) toolUse.input = JSON.parse(toolUse.input || '{}');
  return { ...whole, output: { message: { role: 'assistant', content } } };
}

function add({ text, toolUse, reasoningContent: thought }, content, index) {
  if (toolUse) content[index].toolUse.input += toolUse.input;
  if (text !== undefined) content[index] = { text: (content[index]?.text ?? '') + text };
  if (thought?.redactedContent) content[index] = { reasoningContent: { redactedContent: thought.redactedContent } };
  else if (thought) {
    const block = (content[index] ??= { reasoningContent: { reasoningText: { text: '' } } }).reasoningContent.reasoningText;
    block.text += thought.text ?? '';
    if (thought.signature) block.signature = (block.signature ?? '') + thought.signature;
  }
}

function begin(model, stream) {
  const messages = [];
  const asked = {
    modelId: model, messages, toolConfig: { tools }, inferenceConfig: { maxTokens: 8000 },
    additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2000 } },
  };
  return {
    turnTo: (other) => { asked.modelId = other; },
    say: (text) => messages.push({ role: 'user', content: [{ text }] }),
    give: (results) => messages.push({
      role: 'user', content: results.map((one) => ({ toolResult: { toolUseId: one.id, content: [{ text: one.result }] } })),
    }),
    async answer() {
      const whole = stream
        ? await together(await bedrock.send(new ConverseStreamCommand(asked)))
        : await bedrock.send(new ConverseCommand(asked));
      const { message } = whole.output;
      messages.push(message);
      const calls = message.content.flatMap((block) => block.toolUse ?? []);
      return {
        text: message.content.map((block) => block.text ?? '').join(''), finish: whole.stopReason,
        calls: calls.map((call) => ({ id: call.toolUseId, name: call.name, args: call.input })),
        usage: [whole.usage.inputTokens, whole.usage.outputTokens],
      };
    },
  };
}

eachConversation('bedrock', begin, { calls: 'tool_use', stop: 'end_turn' });
