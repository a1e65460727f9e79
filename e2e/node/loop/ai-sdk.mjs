// Vercel's AI SDK through each of its providers: `model(name)`, and what it takes to be asked to reason.
import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createAzure } from '@ai-sdk/azure';
import { createCohere } from '@ai-sdk/cohere';
import { createDeepSeek } from '@ai-sdk/deepseek';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createGroq } from '@ai-sdk/groq';
import { createMistral } from '@ai-sdk/mistral';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { key, url } from '../gateway.mjs';

const openai = createOpenAI({ baseURL: `${url}/v1`, apiKey: key });
const compatible = createOpenAICompatible({
  name: 'gateway', baseURL: `${url}/v1`, apiKey: key, includeUsage: true, supportsStructuredOutputs: true,
});
const anthropic = createAnthropic({ baseURL: `${url}/v1`, apiKey: key });
const google = createGoogleGenerativeAI({ baseURL: `${url}/v1beta`, apiKey: key });

const azure = createAzure({ baseURL: url, apiKey: key });
const bedrock = createAmazonBedrock({ baseURL: url, apiKey: key, region: 'eu-west-1' });
const cohere = createCohere({ baseURL: `${url}/v2`, apiKey: key });
const deepseek = createDeepSeek({ baseURL: `${url}/v1`, apiKey: key });
const groq = createGroq({ baseURL: `${url}/v1`, apiKey: key });
const mistral = createMistral({ baseURL: `${url}/v1`, apiKey: key });

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
  'azure, chat': { model: azure.chat, reasoning: { openai: effort } },
  'azure, responses': { model: azure.responses, reasoning: { openai: { ...effort, store: false, reasoningSummary: 'auto' } } },
  bedrock: { model: bedrock, reasoning: { bedrock: { reasoningConfig: { type: 'enabled', budgetTokens: 2000 } } } },
  cohere: { model: cohere, reasoning: { cohere: { thinking: { type: 'enabled', tokenBudget: 2000 } } } },
  deepseek: { model: deepseek, reasoning: { deepseek: { thinking: { type: 'enabled' } } } },
  groq: { model: groq, reasoning: { groq: { reasoningEffort: 'low' } } },
  mistral: { model: mistral, reasoning: {} },
};
