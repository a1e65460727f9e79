import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request, requestRaw } from './client';

/** The formats in which a call can be made. */
export const DIALECTS = ['openai', 'responses', 'anthropic', 'gemini', 'bedrock', 'cohere'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** A call that the console makes. */
export interface TrialRequest {
  dialect: Dialect;
  /** The request as JSON; it is sent on byte for byte, apart from the model. */
  body: string;
  /** The model to ask instead of the one that the body names. */
  model?: string;
  /** For formats that say outside of the body whether they stream. */
  stream?: boolean;
  replay_of?: string;
  max_usd?: number;
}

export interface TrialEstimate {
  provider: string;
  model_sent: string;
  input_tokens: number;
  /** The most that the answer can have; missing where nothing limits it. */
  output_tokens?: number;
  priced: boolean;
  nano_usd?: number;
  cost_usd?: string;
  /** False when only the request is priced, because nothing limits the answer. */
  exact?: boolean;
}

/** Writes the document around a request without touching the request's own bytes. */
export function trialDocument({ body, ...rest }: TrialRequest): string {
  return `${JSON.stringify(rest).slice(0, -1)},"body":${body}}`;
}

/** Makes a call; the response is that of its format. A refusal is thrown. */
export function makeTrial(trial: TrialRequest, signal: AbortSignal): Promise<Response> {
  return requestRaw('try', { method: 'POST', text: trialDocument(trial), signal });
}

export const estimateQuery = (trial: TrialRequest) =>
  queryOptions({
    queryKey: ['estimate', trialDocument(trial)],
    queryFn: ({ signal }) =>
      request<TrialEstimate>('try/estimate', { method: 'POST', text: trialDocument(trial), signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 5_000,
  });

/** The models that can be asked for. */
export const modelNamesQuery = queryOptions({
  queryKey: ['models', 'names'],
  queryFn: async ({ signal }) => {
    const { models } = await request<{ models: { id: string; aliases?: string[] }[] }>('models', { signal });
    return [...new Set(models.flatMap(({ id, aliases = [] }) => [id, ...aliases]))];
  },
  staleTime: 300_000,
  retry: false,
});
