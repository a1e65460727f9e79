import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { ChatAnthropic } from '@langchain/anthropic';
import { ChatGoogleGenerativeAI } from '@langchain/google-genai';
import { ChatOpenAI } from '@langchain/openai';
import { key, url } from '../gateway.mjs';
import { CLAUDE, DEEPSEEK, eachConversation, GEMINI, TOOLS } from '../loop/conversation.mjs';

const tools = TOOLS.map((tool) => ({ type: 'function', function: tool }));
const configuration = { baseURL: `${url}/v1` };

function begin(llm) {
  const model = llm.bindTools(tools);
  return (stream) => {
    const messages = [];
    return {
      say: (text) => messages.push(new HumanMessage(text)),
      give: (results) => messages.push(
        ...results.map((one) => new ToolMessage({ tool_call_id: one.id, name: one.name, content: one.result }))),
      async answer() {
        const message = stream ? await together(await model.stream(messages)) : await model.invoke(messages);
        messages.push(message);
        const meta = message.response_metadata;
        return {
          text: message.text, calls: message.tool_calls,
          finish: meta.finish_reason ?? meta.finishReason ?? meta.stop_reason ?? message.additional_kwargs.stop_reason ?? meta.status,
          usage: [message.usage_metadata.input_tokens, message.usage_metadata.output_tokens],
        };
      },
    };
  };
}

async function together(stream) {
  let whole;
  for await (const chunk of stream) whole = whole === undefined ? chunk : whole.concat(chunk);
  return whole;
}

const openai = (more) => (model, stream) => (
  begin(new ChatOpenAI({ model, apiKey: key, maxRetries: 0, configuration, ...more }))(stream));

// What asks for reasoning is in modelKwargs, since `reasoning` is sent for OpenAI's own models only.
eachConversation('langchain, openai', openai({ modelKwargs: { reasoning_effort: 'low' } }), {
  calls: 'tool_calls', stop: 'stop',
  // It never sends reasoning_content: the gateway sends the empty thought that DeepSeek accepts.
  lost: { [`${DEEPSEEK}, plain`]: '0/2', [`${DEEPSEEK}, streamed`]: '0/2' },
});

eachConversation('langchain, responses', openai({
  useResponsesApi: true, zdrEnabled: true,
  modelKwargs: { reasoning: { effort: 'low', summary: 'auto' }, include: ['reasoning.encrypted_content'] },
}), {
  calls: 'completed', stop: 'completed',
  // It keeps the last of a turn's reasoning items, and of a stream none with its encrypted content: signed thoughts come
  // back in the calls' ids, DeepSeek's, which nobody signed, do not.
  lost: { [`${DEEPSEEK}, streamed`]: '0/2' },
});

eachConversation('langchain, anthropic', (model, stream) => begin(new ChatAnthropic({
  model, apiKey: key, anthropicApiUrl: url, maxRetries: 0, maxTokens: 8000, thinking: { type: 'enabled', budget_tokens: 2000 },
}))(stream), {
  calls: 'tool_use', stop: 'end_turn',
  // It adds the output tokens of message_start and message_delta, and takes the input's from message_start alone, when vendors
  // of other formats have not told them yet.
  usage: { [`${CLAUDE}, streamed`]: [21, 35], [`${DEEPSEEK}, streamed`]: [0, 34], [`${GEMINI}, streamed`]: [0, 34] },
});

eachConversation('langchain, google', (model, stream) => begin(new ChatGoogleGenerativeAI({
  model, apiKey: key, baseUrl: url, maxRetries: 0, thinkingConfig: { includeThoughts: true, thinkingBudget: 2000 },
}))(stream), { calls: 'STOP', stop: 'STOP' });
