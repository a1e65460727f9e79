import { EventRows, streamFormat } from './eventRows';
import { JsonRows } from './jsonRows';
import type { Row, RowSource, RowValue } from './rows';
import { HexRows, TextRows } from './textRows';

/** Pretty shows what a body is: JSON, a stream; raw shows its bytes. */
export type BodyMode = 'pretty' | 'raw';
export type BodyForm = 'json' | 'events' | 'text' | 'hex';

export interface Opened {
  form: BodyForm;
  count: number;
  brokenAt?: number;
  /** How many places were masked before the body was kept. */
  redacted: number;
}

/** What the worker is asked, and what it answers. */
export interface Questions {
  open: { asked: { bytes: Uint8Array; mode: BodyMode; columns: number }; answer: Opened };
  rows: { asked: { from: number; to: number }; answer: Row[] };
  value: { asked: { id: number }; answer: RowValue };
  find: { asked: { query: string; most: number }; answer: { found: number[]; count: number } };
  fold: { asked: { id: number; folded: boolean }; answer: number };
  foldFrom: { asked: { depth: number }; answer: number };
}

export type Question = { [K in keyof Questions]: { ask: K } & Questions[K]['asked'] }[keyof Questions];

/** Answers questions about one body. */
export class BodyService {
  private source: RowSource | undefined;

  answer(question: Question): Questions[keyof Questions]['answer'] {
    if (question.ask === 'open') {
      const [form, source] = sourceOf(question.bytes, question.mode, question.columns);
      this.source = source;
      return { form, count: source.count, brokenAt: source.brokenAt, redacted: masksIn(question.bytes) };
    }
    const { source } = this;
    if (!source) throw new Error('no body is open');
    switch (question.ask) {
      case 'rows':
        return source.rows(question.from, question.to);
      case 'value':
        return source.value(question.id);
      case 'find':
        return { found: source.find(question.query, question.most), count: source.count };
      case 'fold':
        source.fold?.(question.id, question.folded);
        return source.count;
      case 'foldFrom':
        source.foldFrom?.(question.depth);
        return source.count;
    }
  }
}

/** What the gateway writes in the place of what its rules of redaction find. */
const MASK = '[redacted]';

function masksIn(bytes: Uint8Array): number {
  const text = new TextDecoder('latin1').decode(bytes);
  let count = 0;
  for (let at = text.indexOf(MASK); at >= 0; at = text.indexOf(MASK, at + MASK.length)) count++;
  return count;
}

function sourceOf(bytes: Uint8Array, mode: BodyMode, columns: number): [BodyForm, RowSource] {
  if (!isText(bytes)) return ['hex', new HexRows(bytes)];
  if (mode === 'raw') return ['text', new TextRows(bytes, columns)];
  const stream = streamFormat(bytes);
  if (stream) return ['events', new EventRows(bytes, stream)];
  const first = bytes.find(byte => byte > 0x20);
  if (first === 0x7b || first === 0x5b) return ['json', new JsonRows(bytes)];
  return ['text', new TextRows(bytes, columns)];
}

/** Bytes at the end that may be a character that was cut. */
const CHARACTER = 3;

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return !bytes.subarray(0, Math.max(0, bytes.length - CHARACTER)).includes(0);
  } catch {
    return false;
  }
}
