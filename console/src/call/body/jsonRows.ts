import { visible } from '../visible';
import { CLOSE, JsonIndex, OPEN, REST } from './jsonIndex';
import {
  ByteSearch,
  characterEnd,
  MOST_IN_LINE,
  MOST_VALUE,
  type Row,
  type RowSource,
  type RowType,
  type RowValue,
  textOf,
} from './rows';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** The longest escape: a surrogate pair. */
const ESCAPE = 12;

/** A JSON document line by line, each member and element on a line of its own, folded where the reader wants. */
export class JsonRows implements RowSource {
  private readonly index: JsonIndex;
  private readonly search: ByteSearch;
  private readonly folded = new Set<number>();
  /** The lines that are not hidden; undefined if all are seen. */
  private seen: Int32Array | undefined;

  constructor(private readonly bytes: Uint8Array) {
    this.index = new JsonIndex(bytes);
    this.search = new ByteSearch(bytes);
  }

  get count(): number {
    return this.seen ? this.seen.length : this.index.count;
  }

  get brokenAt(): number | undefined {
    return this.index.brokenAt < 0 ? undefined : this.index.brokenAt;
  }

  rows(from: number, to: number): Row[] {
    const rows: Row[] = [];
    for (let at = Math.max(0, from); at < Math.min(to, this.count); at++) {
      rows.push(this.row(this.seen ? this.seen[at]! : at));
    }
    return rows;
  }

  value(id: number): RowValue {
    const { index, bytes } = this;
    const path = this.path(id);
    if (index.kind(id) === OPEN || index.kind(id) === CLOSE) {
      const open = index.kind(id) === OPEN ? id : index.pair(id);
      const close = index.pair(open);
      return { path, ...this.pretty(open, close < 0 ? index.count - 1 : close) };
    }
    const start = index.start(id);
    const end = Math.min(index.end(id), characterEnd(bytes, start, start + MOST_VALUE));
    const cut = end < index.end(id);
    const text = textOf(bytes, start, end);
    if (bytes[start] !== QUOTE) return { path, text, cut };
    const shown = cut ? `${textOf(bytes, start, escapeEnd(bytes, start, end))}"` : text;
    return { path, text: decoded(shown) ?? text, cut };
  }

  find(query: string, most: number): number[] {
    const rows = new Set(this.search.find(query, most).map(offset => this.index.rowAt(offset)));
    let unfolded = false;
    for (const row of rows) unfolded = this.unfoldAround(row) || unfolded;
    if (unfolded) this.look();
    return [...rows].map(row => this.position(row));
  }

  fold(id: number, folded: boolean): void {
    if (folded && this.isFoldable(id)) this.folded.add(id);
    else this.folded.delete(id);
    this.look();
  }

  foldFrom(depth: number): void {
    this.folded.clear();
    if (depth > 0) {
      for (let row = 0; row < this.index.count; row++) {
        if (this.index.depth(row) >= depth && this.isFoldable(row)) this.folded.add(row);
      }
    }
    this.look();
  }

  private row(id: number): Row {
    const { index, bytes } = this;
    const kind = index.kind(id);
    const folded = this.folded.has(id);
    const row: Row = {
      id,
      number: String(id + 1),
      indent: index.depth(id),
      key: this.key(id),
      text: '',
      type: 'punctuation',
      comma: index.hasComma(folded ? index.pair(id) : id),
    };
    const start = index.start(id);
    if (kind === OPEN) {
      const object = bytes[start] === 0x7b;
      row.foldable = this.isFoldable(id);
      row.folded = folded;
      row.text = folded ? (object ? '{…}' : '[…]') : object ? '{' : '[';
    } else if (kind === CLOSE) row.text = bytes[start] === 0x7d ? '}' : ']';
    else this.scalar(row, kind, start, index.end(id));
    return row;
  }

  private scalar(row: Row, kind: number, start: number, end: number): void {
    const { bytes } = this;
    const first = bytes[start];
    const most = characterEnd(bytes, start, start + MOST_IN_LINE);
    const shownEnd = end <= most ? end : first === QUOTE && kind !== REST ? escapeEnd(bytes, start, most) : most;
    if (shownEnd < end) row.hidden = end - shownEnd;
    const text = textOf(bytes, start, shownEnd);
    if (kind === REST) {
      row.type = 'rest';
      row.text = visible(text.replaceAll('\n', '⏎'));
    } else if (first === QUOTE) {
      row.type = 'string';
      row.text = visible(rewritten(shownEnd < end ? `${text}"` : text));
    } else if (first === 0x7b || first === 0x5b) row.text = first === 0x7b ? '{}' : '[]';
    else {
      row.type = TYPES[String.fromCharCode(first ?? 0)] ?? 'number';
      row.text = text;
    }
  }

  private key(id: number): string | undefined {
    const start = this.index.keyStart(id);
    if (start < 0) return undefined;
    const end = this.index.stringEnd(start);
    const most = characterEnd(this.bytes, start, start + MOST_IN_LINE);
    if (end <= most) return visible(rewritten(textOf(this.bytes, start, end)));
    return visible(rewritten(`${textOf(this.bytes, start, escapeEnd(this.bytes, start, most))}…"`));
  }

  private name(id: number): string {
    const start = this.index.keyStart(id);
    const text = textOf(this.bytes, start, this.index.stringEnd(start));
    return decoded(text) ?? text;
  }

  private isFoldable(id: number): boolean {
    return this.index.kind(id) === OPEN && this.index.pair(id) >= 0;
  }

  /** Unfolds every object and array around a line. Returns whether any was folded. */
  private unfoldAround(row: number): boolean {
    let changed = false;
    for (const open of this.folded) {
      if (open < row && row <= this.index.pair(open)) {
        this.folded.delete(open);
        changed = true;
      }
    }
    return changed;
  }

  private look(): void {
    if (this.folded.size === 0) {
      this.seen = undefined;
      return;
    }
    const seen = new Int32Array(this.index.count);
    let count = 0;
    for (let row = 0; row < this.index.count; row++) {
      seen[count++] = row;
      if (this.folded.has(row)) row = this.index.pair(row);
    }
    this.seen = seen.slice(0, count);
  }

  private position(row: number): number {
    const { seen } = this;
    if (!seen) return row;
    let low = 0;
    let high = seen.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (seen[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private path(id: number): string {
    const { index } = this;
    let path = '';
    let row = index.kind(id) === CLOSE ? index.pair(id) : id;
    while (row > 0 && index.depth(row) > 0) {
      const depth = index.depth(row);
      let siblings = 0;
      let parent = row - 1;
      for (; parent > 0 && index.depth(parent) >= depth; parent--) {
        if (index.depth(parent) === depth && index.kind(parent) !== CLOSE) siblings++;
      }
      path = (index.keyStart(row) >= 0 ? step(this.name(row)) : `[${siblings}]`) + path;
      row = parent;
    }
    return path.replace(/^\./, '');
  }

  private pretty(from: number, to: number): { text: string; cut: boolean } {
    const { index, bytes } = this;
    const base = index.depth(from);
    const lines: string[] = [];
    let length = 0;
    for (let row = from; row <= to; row++) {
      const start = index.start(row);
      const end = index.kind(row) === OPEN || index.kind(row) === CLOSE ? start + 1 : index.end(row);
      const key = index.keyStart(row);
      const name = key >= 0 && row > from ? `${textOf(bytes, key, index.stringEnd(key))}: ` : '';
      const comma = index.hasComma(row) && row < to ? ',' : '';
      const line = '  '.repeat(index.depth(row) - base) + name + textOf(bytes, start, end) + comma;
      length += line.length + 1;
      if (length > MOST_VALUE) return { text: lines.join('\n'), cut: true };
      lines.push(line);
    }
    return { text: lines.join('\n'), cut: false };
  }
}

const TYPES: Record<string, RowType> = { t: 'literal', f: 'literal', n: 'literal' };

function step(name: string): string {
  return /^[A-Za-z_$][\w$-]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** Returns an end before `end` at which no escape of a string is cut. */
function escapeEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let at = Math.max(start + 1, end - ESCAPE); at < end; at++)
    if (bytes[at] === BACKSLASH) return evenEnd(bytes, at);
  return end;
}

/** A backslash may be the second of two. */
function evenEnd(bytes: Uint8Array, at: number): number {
  let first = at;
  while (first > 0 && bytes[first - 1] === BACKSLASH) first--;
  return (at - first) % 2 === 0 ? at : at - 1;
}

function decoded(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined; // bytes that are no UTF-8 were replaced
  }
}

/** Writes a string anew, so that escapes of plain characters become these. */
function rewritten(text: string): string {
  const value = decoded(text);
  return value === undefined ? text : JSON.stringify(value);
}
