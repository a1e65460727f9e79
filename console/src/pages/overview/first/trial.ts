import { requestRaw } from '../../../api/client';
import { eventsOf } from '../../../api/events';

export const DEMO_MODEL = 'demo/story';

/** Asks the demo model, and hands over the id of the call and the answer as it comes. */
export async function tryDemo(
  prompt: string,
  signal: AbortSignal,
  started: (call: string) => void,
  received: (text: string) => void,
): Promise<void> {
  const body = { model: DEMO_MODEL, stream: true, messages: [{ role: 'user', content: prompt }] };
  const response = await requestRaw('try', { method: 'POST', body: { dialect: 'openai', body }, signal });
  const call = response.headers.get('x-gateway-call-id');
  if (call) started(call);
  for await (const { data } of eventsOf(response)) {
    if (data === '[DONE]') return;
    const chunk = JSON.parse(data) as { choices?: { delta?: { content?: string } }[] };
    const text = chunk.choices?.[0]?.delta?.content;
    if (text) received(text);
  }
}
