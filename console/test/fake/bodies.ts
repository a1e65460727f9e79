import type { BodyDiff, CacheDiagnosis, Outline } from '../../src/api/bodies';
import type { BodyKind, CallDocument, Payload } from '../../src/api/calls';

/** A body with what the gateway says about it. */
export interface FakeBody {
  kind: BodyKind;
  attempt?: number;
  type?: string;
  text: string;
  /** The size before it was cut. */
  bytes?: number;
  outline?: Outline;
}

/** A call with its bodies, of which tests and development decide every member. */
export interface FakeDetails {
  record: CallDocument;
  bodies: FakeBody[];
  diff?: BodyDiff;
  cache?: CacheDiagnosis;
  path?: string;
}

const encoder = new TextEncoder();

export function payloadsOf(id: string, bodies: readonly FakeBody[]): Payload[] {
  return bodies.map(({ kind, attempt, type = 'application/json', text, bytes }) => {
    const kept = encoder.encode(text).length;
    const name = attempt === undefined ? kind : `${kind}/${attempt}`;
    return {
      kind,
      ...(attempt === undefined ? {} : { attempt }),
      type,
      bytes: bytes ?? kept,
      kept_bytes: kept,
      cut: bytes !== undefined && bytes > kept,
      path: `/admin/api/calls/${id}/${name}`,
    };
  });
}

/** Answers what is below a call: its bodies, outlines, differences, cache and export. */
export function answerBelow(details: FakeDetails, rest: string, request: Request): Response | undefined {
  const [first = '', second, third] = rest.split('/');
  if (first === 'diff') return details.diff && document(details.diff);
  if (first === 'cache') return details.cache && document(details.cache);
  if (first === 'har') return document(harOf(details));
  if (first === 'outline') {
    const body = find(details, second, third);
    return body?.outline && document(body.outline);
  }
  const body = find(details, first, second);
  return body && bytesOf(body, request.headers.get('range'));
}

function find({ bodies }: FakeDetails, kind: string | undefined, attempt: string | undefined): FakeBody | undefined {
  return bodies.find(each => each.kind === kind && (attempt === undefined || String(each.attempt) === attempt));
}

function bytesOf({ text, type = 'application/json' }: FakeBody, range: string | null): Response {
  const bytes = encoder.encode(text);
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (start === undefined) return new Response(bytes, { headers: { 'content-type': type } });
  return new Response(bytes.slice(Number(start), Number(end) + 1), { status: 206, headers: { 'content-type': type } });
}

function harOf({ bodies, path = '/v1/chat/completions' }: FakeDetails) {
  const asked = bodies.find(({ kind }) => kind === 'client_request');
  const request = { url: `http://127.0.0.1${path}`, ...(asked ? { postData: { text: asked.text } } : {}) };
  return { log: { entries: [{ request }] } };
}

function document(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });
}
