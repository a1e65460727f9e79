export type RowType = 'string' | 'number' | 'literal' | 'punctuation' | 'text' | 'event' | 'hex' | 'rest';

/** A line of a body as it is drawn. */
export interface Row {
  /** What the row is asked by: folding does not change it. */
  id: number;
  /** What stands in the margin. */
  number?: string;
  indent: number;
  key?: string;
  text: string;
  type: RowType;
  comma?: boolean;
  foldable?: boolean;
  folded?: boolean;
  /** Bytes that are not shown in the line. */
  hidden?: number;
}

/** What a row stands for, in full. */
export interface RowValue {
  path: string;
  text: string;
  /** True if only the beginning is given. */
  cut: boolean;
}

/** The lines of a body, of which only those are made that are seen. */
export interface RowSource {
  readonly count: number;
  /** The offset from which the body is not what it seemed to be. */
  readonly brokenAt?: number;
  rows(from: number, to: number): Row[];
  value(id: number): RowValue;
  /** Returns the positions of rows that hold a text, and unfolds what hides them. */
  find(query: string, most: number): number[];
  fold?(id: number, folded: boolean): void;
  /** Folds everything below a depth; with 0 nothing is left folded. */
  foldFrom?(depth: number): void;
}

/** The most characters of a value that are handed over. */
export const MOST_VALUE = 1_000_000;
/** The most bytes of a value that are drawn in its line. */
export const MOST_IN_LINE = 400;

const decoder = new TextDecoder();

export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

/** Returns an end not after `end` at which no character is cut in two. */
export function characterEnd(bytes: Uint8Array, start: number, end: number): number {
  if (end >= bytes.length) return bytes.length;
  let at = end;
  while (at > start && at > end - 4 && (bytes[at]! & 0xc0) === 0x80) at--;
  return at > start ? at : end;
}

/** Finds the offsets of a text; small and capital letters of ASCII are the same. */
export class ByteSearch {
  private lower: string | undefined;

  constructor(private readonly bytes: Uint8Array) {}

  find(query: string, most: number): number[] {
    if (query === '') return [];
    this.lower ??= new TextDecoder('latin1').decode(this.bytes).toLowerCase();
    const found = new Set<number>();
    for (const form of formsOf(query)) {
      const wanted = new TextEncoder().encode(form);
      const text = new TextDecoder('latin1').decode(wanted).toLowerCase();
      for (let at = this.lower.indexOf(text); at >= 0 && found.size < most; at = this.lower.indexOf(text, at + 1)) {
        if (this.holds(at, wanted)) found.add(at);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  /** The folding of letters must not have changed bytes of other characters. */
  private holds(at: number, wanted: Uint8Array): boolean {
    return wanted.every((byte, index) => byte < 0x80 || this.bytes[at + index] === byte);
  }
}

/** The forms in which a text may stand in JSON: as it is, and with escapes. */
function formsOf(query: string): Set<string> {
  const escaped = JSON.stringify(query).slice(1, -1);
  const ascii = escaped.replace(/[\u0080-\uffff]/g, each => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return new Set([query, escaped, ascii]);
}
