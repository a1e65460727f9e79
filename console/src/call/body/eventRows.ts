import { visible } from '../visible';
import {
  ByteSearch,
  characterEnd,
  MOST_IN_LINE,
  MOST_VALUE,
  type Row,
  type RowSource,
  type RowValue,
  textOf,
} from './rows';
import { prettyJson } from './pretty';
import { rowAt } from './textRows';

/** Characters that are worth leaving out. */
const LEAST_SAME = 24;

/** A stream event by event: server-sent events, or a JSON document on each line. */
export class EventRows implements RowSource {
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly search: ByteSearch;
  readonly count: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly format: 'sse' | 'lines',
  ) {
    const blocks = format === 'sse' ? blocksOf(bytes) : linesOf(bytes).filter(([start, end]) => end > start);
    this.starts = Int32Array.from(blocks, ([start]) => start);
    this.ends = Int32Array.from(blocks, ([, end]) => end);
    this.count = blocks.length;
    this.search = new ByteSearch(bytes);
  }

  rows(from: number, to: number): Row[] {
    const rows: Row[] = [];
    for (let id = Math.max(0, from); id < Math.min(to, this.count); id++) {
      const start = this.starts[id]!;
      const end = this.ends[id]!;
      const most = characterEnd(this.bytes, start, start + MOST_IN_LINE);
      const { name, data } = this.parse(start, Math.min(end, most));
      rows.push({
        id,
        number: String(id + 1),
        indent: 0,
        key: name && visible(name),
        text: visible(this.news(id, data).replaceAll('\n', '⏎')),
        type: 'event',
        hidden: end > most ? end - most : undefined,
      });
    }
    return rows;
  }

  value(id: number): RowValue {
    const start = this.starts[id]!;
    const end = Math.min(this.ends[id]!, characterEnd(this.bytes, start, start + MOST_VALUE));
    const { name, data } = this.parse(start, end);
    return { path: name ?? '', text: prettyJson(data), cut: end < this.ends[id]! };
  }

  find(query: string, most: number): number[] {
    return [...new Set(this.search.find(query, most).map(offset => rowAt(this.starts, offset)))];
  }

  /** Leaves out the beginning that an event shares with those beside it, as most of a stream do. */
  private news(id: number, data: string): string {
    const same = Math.min(this.shared(id - 1, data), this.shared(id + 1, data));
    const begin = Math.max(data.lastIndexOf(',', same), data.lastIndexOf('{', same));
    return id === 0 || begin < LEAST_SAME ? data : `… ${data.slice(begin + 1)}`;
  }

  /** Returns how many characters an event begins with as others do; all of them if there is no such event. */
  private shared(id: number, data: string): number {
    if (id < 0 || id >= this.count) return data.length;
    const start = this.starts[id]!;
    const end = Math.min(this.ends[id]!, characterEnd(this.bytes, start, start + MOST_IN_LINE));
    const other = this.parse(start, end).data;
    let same = 0;
    while (same < data.length && data[same] === other[same]) same++;
    return same;
  }

  private parse(start: number, end: number): { name?: string; data: string } {
    const text = textOf(this.bytes, start, end);
    if (this.format === 'lines') return { data: text };
    let name: string | undefined;
    const data: string[] = [];
    for (const line of text.split(/\r\n|\n|\r/)) {
      const colon = line.indexOf(':');
      const value = line.slice(colon + 1).replace(/^ /, '');
      const field = colon < 0 ? line : line.slice(0, colon);
      if (field === 'event') name = value;
      else if (field === 'data') data.push(colon < 0 ? '' : value);
      else if (line !== '') data.push(line);
    }
    return { name, data: data.join('\n') };
  }
}

/** Returns how a body is a stream; undefined if it is none. */
export function streamFormat(bytes: Uint8Array): 'sse' | 'lines' | undefined {
  const head = textOf(bytes, 0, characterEnd(bytes, 0, 4096)).trimStart();
  if (/^(event|data|id|retry)?:/.test(head)) return 'sse';
  const feed = bytes.indexOf(0x0a);
  if (!head.startsWith('{') || feed < 0 || feed > 1_000_000) return undefined;
  const next = bytes.indexOf(0x7b, feed);
  return isJson(textOf(bytes, 0, feed)) && next >= 0 ? 'lines' : undefined;
}

function linesOf(bytes: Uint8Array): [number, number][] {
  const lines: [number, number][] = [];
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, at);
    const end = feed < 0 ? bytes.length : feed;
    lines.push([at, end > at && bytes[end - 1] === 0x0d ? end - 1 : end]);
    at = end + 1;
  }
  return lines;
}

function blocksOf(bytes: Uint8Array): [number, number][] {
  const blocks: [number, number][] = [];
  let begin = -1;
  let last = 0;
  for (const [start, end] of linesOf(bytes)) {
    if (end > start) {
      if (begin < 0) begin = start;
      last = end;
    } else if (begin >= 0) {
      blocks.push([begin, last]);
      begin = -1;
    }
  }
  if (begin >= 0) blocks.push([begin, last]);
  return blocks;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
