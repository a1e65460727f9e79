import { type BodyName, bodyText, nameOf } from '../../api/bodies';
import type { CallDocument, HeaderLine } from '../../api/calls';
import type { CallTexts } from '../texts/en';

/** Returns the names of the kept bodies in the order in which they went. */
export function bodiesOf(call: CallDocument): BodyName[] {
  const order = (name: BodyName) => ORDER.indexOf(name.kind);
  const names = call.payloads.map(nameOf);
  const attempts = [...new Set(names.flatMap(({ attempt }) => attempt ?? []))].sort((a, b) => a - b);
  const client = names.filter(({ attempt }) => attempt === undefined).sort((a, b) => order(a) - order(b));
  const provider = attempts.flatMap(number =>
    names.filter(({ attempt }) => attempt === number).sort((a, b) => order(a) - order(b)),
  );
  const asked = client.filter(({ kind }) => kind === 'client_request');
  return [...asked, ...provider, ...client.filter(({ kind }) => kind !== 'client_request')];
}

const ORDER = ['client_request', 'provider_request', 'provider_answer', 'client_stream', 'client_answer'];

/** Returns the headers that went with a body, of those that are kept. */
export function headersOf(call: CallDocument, { kind, attempt }: BodyName): HeaderLine[] {
  if (kind === 'client_request') return call.request_headers ?? [];
  if (kind === 'client_answer' || kind === 'client_stream') return call.answer_headers ?? [];
  const side = call.attempts[attempt ?? 0];
  return (kind === 'provider_request' ? side?.request_headers : side?.answer_headers) ?? [];
}

/** Returns what a body is called: `Provider request 2 · openai`. */
export function bodyLabel(t: CallTexts['body'], call: CallDocument, { kind, attempt }: BodyName): string {
  const label = t.kinds[kind];
  if (attempt === undefined) return label;
  const number = call.attempts.length > 1 ? ` ${attempt + 1}` : '';
  return `${label}${number} · ${call.attempts[attempt]?.provider ?? ''}`;
}

export function fileName(call: CallDocument, body: BodyName, type: string | undefined): string {
  const ending = !type ? 'bin' : type.includes('json') ? 'json' : 'txt';
  return `${call.id}-${bodyText(body).replace(':', '-')}.${ending}`;
}
