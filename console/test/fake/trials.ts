import { payloadsOf } from './bodies';
import type { FakeCall } from './calls';
import { bodyOf } from './conversations';
import type { FakeGateway } from './gateway';
import { recordOf } from './records';

/** A call that the console asked for, as the gateway read it. */
export interface FakeTrial {
  dialect: string;
  body: { model?: string; stream?: boolean };
  model?: string;
  stream?: boolean;
  replay_of?: string;
  max_usd?: number;
  /** The request's own bytes. */
  text: string;
}

const WORDS = ['It ', 'depends ', 'on the ', 'time zone: ', '时区。'];

/** Reads the document of a trial with the exact text of its body. */
export async function readTrial(request: Request): Promise<FakeTrial> {
  const document = await request.text();
  const at = document.indexOf('"body":') + 7;
  return { ...(JSON.parse(document) as FakeTrial), text: document.slice(at, -1) };
}

/** Answers a trial as a chat, and keeps its record and bodies. */
export function answerTrial(gateway: FakeGateway, trial: FakeTrial, call: FakeCall): Response {
  const model = trial.model ?? trial.body.model ?? '';
  const told: FakeCall = {
    ...call,
    model,
    dialect: trial.dialect,
    state: 'success',
    status: 200,
    code: undefined,
    origin: undefined,
    key: 'console',
    attempts: 1,
    provider: 'demo',
    model_sent: model,
    cost: 'priced',
    nano_usd: 41_000,
    cost_usd: '0.000041',
    input_tokens: 12,
    cached_tokens: 0,
    output_tokens: 5,
    tokens_estimated: false,
    ...(trial.replay_of ? { replay_of: trial.replay_of } : {}),
  };
  const streams = trial.body.stream ?? trial.stream ?? false;
  const answer = bodyOf(streams ? 'client_stream' : 'client_answer', [
    { role: 'assistant', type: 'text', json: { content: WORDS.join('') }, text: WORDS.join('') },
  ]);
  const bodies = [
    { kind: 'client_request' as const, text: trial.text },
    { kind: 'provider_request' as const, attempt: 0, text: trial.text },
    answer,
  ];
  const record = { ...recordOf(told), payloads: payloadsOf(told.id, bodies), payloads_state: 'kept' as const };
  gateway.details.set(told.id, { record, bodies });
  gateway.calls.unshift(told);
  const headers = { 'x-gateway-call-id': told.id };
  if (!streams) return new Response(answer.text, { headers: { ...headers, 'content-type': 'application/json' } });
  return new Response(streamOf(trial.dialect), { headers: { ...headers, 'content-type': 'text/event-stream' } });
}

/** A stream that comes in pieces, so that a page draws what is there. */
function streamOf(dialect: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const left = [...WORDS];
  return new ReadableStream({
    async pull(controller) {
      await new Promise(resolve => setTimeout(resolve, 40));
      const word = left.shift();
      if (word === undefined) {
        controller.enqueue(encoder.encode('data: [DONE]\n\n'));
        controller.close();
        return;
      }
      const chunk = dialect === 'openai' ? { choices: [{ delta: { content: word } }] } : { delta: { text: word } };
      controller.enqueue(encoder.encode(`data: ${JSON.stringify(chunk)}\n\n`));
    },
  });
}
