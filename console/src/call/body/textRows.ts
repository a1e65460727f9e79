import { visible } from '../visible';
import { ByteSearch, characterEnd, MOST_VALUE, type Row, type RowSource, type RowValue, textOf } from './rows';

/** Text line by line; lines longer than the page are wide go on in the next row. */
export class TextRows implements RowSource {
  /** The offset at which each row begins. */
  private readonly starts: Int32Array;
  /** The number of the line for rows that begin one, else 0. */
  private readonly lines: Int32Array;
  private readonly search: ByteSearch;
  readonly count: number;

  constructor(
    private readonly bytes: Uint8Array,
    columns: number,
  ) {
    const starts: number[] = [];
    const lines: number[] = [];
    let line = 0;
    for (let at = 0; at < bytes.length; ) {
      const feed = bytes.indexOf(0x0a, at);
      const end = feed < 0 ? bytes.length : feed;
      line++;
      let first = true;
      do {
        starts.push(at);
        lines.push(first ? line : 0);
        first = false;
        at = end - at <= columns ? end : characterEnd(bytes, at, at + columns);
      } while (at < end);
      at = end + 1;
    }
    this.starts = Int32Array.from(starts);
    this.lines = Int32Array.from(lines);
    this.count = starts.length;
    this.search = new ByteSearch(bytes);
  }

  rows(from: number, to: number): Row[] {
    const rows: Row[] = [];
    for (let id = Math.max(0, from); id < Math.min(to, this.count); id++) {
      const start = this.starts[id]!;
      let end = id + 1 < this.count ? this.starts[id + 1]! : this.bytes.length;
      if (end > start && this.bytes[end - 1] === 0x0a) end--;
      const line = this.lines[id]!;
      const text = visible(textOf(this.bytes, start, end));
      rows.push({ id, number: line ? String(line) : '', indent: 0, text, type: 'text' });
    }
    return rows;
  }

  value(id: number): RowValue {
    let first = id;
    while (first > 0 && this.lines[first] === 0) first--;
    const start = this.starts[first]!;
    const feed = this.bytes.indexOf(0x0a, start);
    const end = feed < 0 ? this.bytes.length : feed;
    const most = Math.min(end, characterEnd(this.bytes, start, start + MOST_VALUE));
    return { path: '', text: textOf(this.bytes, start, most), cut: most < end };
  }

  find(query: string, most: number): number[] {
    const rows = new Set(this.search.find(query, most).map(offset => rowAt(this.starts, offset)));
    return [...rows];
  }
}

/** Returns the last row that begins at an offset or before it. */
export function rowAt(starts: Int32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const WIDTH = 16;

/** Bytes that are no text: their numbers, and the characters among them. */
export class HexRows implements RowSource {
  readonly count: number;
  private readonly search: ByteSearch;

  constructor(private readonly bytes: Uint8Array) {
    this.count = Math.ceil(bytes.length / WIDTH);
    this.search = new ByteSearch(bytes);
  }

  rows(from: number, to: number): Row[] {
    const rows: Row[] = [];
    for (let id = Math.max(0, from); id < Math.min(to, this.count); id++) {
      const bytes = [...this.bytes.subarray(id * WIDTH, (id + 1) * WIDTH)];
      const numbers = bytes.map(byte => byte.toString(16).padStart(2, '0')).join(' ');
      const letters = bytes.map(byte => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');
      const number = (id * WIDTH).toString(16).padStart(6, '0');
      rows.push({ id, number, indent: 0, text: `${numbers.padEnd(WIDTH * 3)} ${letters}`, type: 'hex' });
    }
    return rows;
  }

  value(id: number): RowValue {
    return { path: '', text: this.rows(id, id + 1)[0]?.text ?? '', cut: false };
  }

  find(query: string, most: number): number[] {
    return [...new Set(this.search.find(query, most).map(offset => Math.floor(offset / WIDTH)))];
  }
}
