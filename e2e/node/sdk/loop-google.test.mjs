import { GoogleGenAI } from '@google/genai';
import { collect, key, url } from '../gateway.mjs';
import { eachConversation, TOOLS } from '../loop/conversation.mjs';

const google = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: url } });
const functionDeclarations = TOOLS.map(({ parameters, ...tool }) => ({ ...tool, parametersJsonSchema: parameters }));

// The SDK's own chat keeps the history, in the way that Google's documentation advises.
function begin(model, stream) {
  const chat = google.chats.create({
    model, config: { tools: [{ functionDeclarations }], thinkingConfig: { includeThoughts: true, thinkingBudget: 2000 } },
  });
  let message;
  return {
    say: (text) => { message = text; },
    give: (results) => {
      message = results.map((one) => ({ functionResponse: { id: one.id, name: one.name, response: { output: one.result } } }));
    },
    async answer() {
      const answers = stream ? await collect(await chat.sendMessageStream({ message })) : [await chat.sendMessage({ message })];
      const calls = answers.flatMap((answer) => answer.functionCalls ?? []);
      const { finishReason } = answers.findLast((answer) => answer.candidates?.[0]?.finishReason).candidates[0];
      const usage = answers.findLast((answer) => answer.usageMetadata).usageMetadata;
      return {
        text: answers.map((answer) => answer.text ?? '').join(''), finish: finishReason,
        calls: calls.map((call) => ({ id: call.id, name: call.name, args: call.args ?? {} })),
        usage: [usage.promptTokenCount, usage.candidatesTokenCount],
      };
    },
  };
}

eachConversation('google', begin, { calls: 'STOP', stop: 'STOP' });
