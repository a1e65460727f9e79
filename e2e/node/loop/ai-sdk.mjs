// Vercel's AI SDK through each of its providers: `model(name)`, and what it takes to be asked to reason.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { key, url } from '../gateway.mjs';

const openai = createOpenAI({ baseURL: `${url}/v1`, apiKey: key });
const compatible = createOpenAICompatible({
  name: 'gateway', baseURL: `${url}/v1`, apiKey: key, includeUsage: true, supportsStructuredOutputs: true,
});
const anthropic = createAnthropic({ baseURL: `${url}/v1`, apiKey: key });
const google = createGoogleGenerativeAI({ baseURL: `${url}/v1beta`, apiKey: key });

const effort = { reasoningEffort: 'low', forceReasoning: true }; // it takes no unknown model for one that reasons

export const PROVIDERS = {
  'openai, chat': { model: openai.chat, reasoning: { openai: effort } },
  'openai, responses': { model: openai.responses, reasoning: { openai: { ...effort, store: false, reasoningSummary: 'auto' } } },
  'openai-compatible': { model: compatible, reasoning: { gateway: { reasoningEffort: 'low' } } },
  anthropic: { model: anthropic, reasoning: { anthropic: { thinking: { type: 'enabled', budgetTokens: 2000 } } } },
  google: {
    model: (name) => google(`models/${name}`), // it takes a name with a slash for a path
    reasoning: { google: { thinkingConfig: { includeThoughts: true, thinkingBudget: 2000 } } },
  },
};
