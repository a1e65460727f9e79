import { requestRaw, type Parameters } from './client';

/** One server-sent event. */
export interface ServerEvent {
  event: string;
  data: string;
  id?: string;
}

/** Reads server-sent events until the signal or the server ends them. */
export async function* serverEvents(
  path: string,
  options: { parameters?: Parameters; lastEventId?: string; signal: AbortSignal; opened?: () => void },
): AsyncGenerator<ServerEvent> {
  const response = await requestRaw(path, {
    parameters: options.parameters,
    signal: options.signal,
    headers: {
      accept: 'text/event-stream',
      ...(options.lastEventId ? { 'last-event-id': options.lastEventId } : {}),
    },
  });
  options.opened?.();
  yield* eventsOf(response);
}

/** Reads the server-sent events of a response until it ends. */
export async function* eventsOf(response: Response): AsyncGenerator<ServerEvent> {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
      const blocks = text.split(/\r?\n\r?\n/);
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event) yield event;
      }
    }
    const rest = parseEvent(text);
    if (rest) yield rest;
  } finally {
    reader.cancel().catch(() => undefined); // the stream is over either way
  }
}

export function parseEvent(block: string): ServerEvent | undefined {
  let event = 'message';
  let id: string | undefined;
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    const field = line.slice(0, colon);
    if (field === 'event') event = value;
    else if (field === 'id') id = value;
    else if (field === 'data') data.push(value);
  }
  return data.length === 0 ? undefined : { event, data: data.join('\n'), id };
}
