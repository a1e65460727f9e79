export const VALUE = 0;
export const OPEN = 1;
export const CLOSE = 2;
/** What follows where a body is no JSON any more. */
export const REST = 3;

const FIELDS = 4;
const COMMA_FLAG = 4;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;

/** The lines of a JSON document by the offsets of its bytes, made in one pass without reading a value. */
export class JsonIndex {
  count = 0;
  /** Where it is no JSON; -1 if it is. */
  brokenAt = -1;
  private fields = new Int32Array(1024 * FIELDS);
  private at = 0;
  private key = -1;

  constructor(readonly bytes: Uint8Array) {
    this.skipSpace();
    if (!this.read()) this.breakOff();
  }

  kind(row: number): number {
    return this.fields[row * FIELDS]! & 3;
  }

  depth(row: number): number {
    return this.fields[row * FIELDS]! >> 3;
  }

  /** True if a comma follows in the document. */
  hasComma(row: number): boolean {
    return (this.fields[row * FIELDS]! & COMMA_FLAG) !== 0;
  }

  /** The offset of the quotation mark of the member's name; -1 without a name. */
  keyStart(row: number): number {
    return this.fields[row * FIELDS + 1]!;
  }

  start(row: number): number {
    return this.fields[row * FIELDS + 2]!;
  }

  /** The offset after a value. */
  end(row: number): number {
    return this.fields[row * FIELDS + 3]!;
  }

  /** The other one of the two lines that open and close an object or array; -1 if it is missing. */
  pair(row: number): number {
    return this.fields[row * FIELDS + 3]!;
  }

  /** Returns the offset after a string whose first quotation mark is at `start`; -1 if it does not end. */
  stringEnd(start: number): number {
    const { bytes } = this;
    for (let at = start + 1; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) return at + 1;
      if (byte < 0x20) return -1;
      if (byte !== BACKSLASH) continue;
      const escaped = bytes[++at]!;
      if (escaped === 0x75) {
        for (let digit = 1; digit <= 4; digit++) if (!isHexDigit(bytes[at + digit])) return -1;
        at += 4;
      } else if (!isEscape(escaped)) return -1;
    }
    return -1;
  }

  /** Returns the last line that begins at an offset or before it. */
  rowAt(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const key = this.keyStart(middle);
      if ((key >= 0 ? key : this.start(middle)) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private read(): boolean {
    const { bytes } = this;
    const open: number[] = [];
    while (true) {
      const first = bytes[this.at];
      if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
        const begin = this.at++;
        this.skipSpace();
        if (bytes[this.at] !== first + 2) {
          open.push(this.add(OPEN, open.length, begin, -1));
          if (first === OPEN_OBJECT && !this.readKey()) return false;
          continue;
        }
        this.add(VALUE, open.length, begin, ++this.at);
      } else {
        const end = this.scalarEnd(this.at);
        if (end < 0) return false;
        this.add(VALUE, open.length, this.at, end);
        this.at = end;
      }
      if (!this.readToNextValue(open)) return open.length === 0 && this.at >= bytes.length;
    }
  }

  /** Goes on to the next value. Returns false at the end, or where there can be none. */
  private readToNextValue(open: number[]): boolean {
    while (true) {
      this.skipSpace();
      const row = open.at(-1);
      if (row === undefined) return false;
      const bracket = this.bytes[this.start(row)]!;
      const byte = this.bytes[this.at];
      if (byte === COMMA) {
        const comma = this.at++;
        this.skipSpace();
        if (bracket === OPEN_OBJECT && !this.readKey()) {
          this.at = comma;
          return false;
        }
        this.fields[(this.count - 1) * FIELDS]! |= COMMA_FLAG;
        return true;
      }
      if (byte !== bracket + 2) return false;
      open.pop();
      const close = this.add(CLOSE, open.length, this.at++, row);
      this.fields[row * FIELDS + 3] = close;
    }
  }

  private readKey(): boolean {
    const start = this.at;
    if (this.bytes[start] !== QUOTE) return false;
    const end = this.stringEnd(start);
    if (end < 0) return false;
    this.at = end;
    this.skipSpace();
    if (this.bytes[this.at] !== COLON) {
      this.at = start;
      return false;
    }
    this.at++;
    this.skipSpace();
    this.key = start;
    return true;
  }

  private scalarEnd(start: number): number {
    const byte = this.bytes[start];
    if (byte === QUOTE) return this.stringEnd(start);
    if (byte === 0x74) return this.wordEnd(start, 'true');
    if (byte === 0x66) return this.wordEnd(start, 'false');
    if (byte === 0x6e) return this.wordEnd(start, 'null');
    return this.numberEnd(start);
  }

  private wordEnd(start: number, word: string): number {
    for (let index = 0; index < word.length; index++) {
      if (this.bytes[start + index] !== word.charCodeAt(index)) return -1;
    }
    return start + word.length;
  }

  private numberEnd(start: number): number {
    const { bytes } = this;
    const first = bytes[start] === 0x2d ? start + 1 : start;
    let at = bytes[first] === 0x30 ? first + 1 : this.digitsEnd(first);
    if (at >= 0 && bytes[at] === 0x2e) at = this.digitsEnd(at + 1);
    if (at < 0 || (bytes[at] !== 0x65 && bytes[at] !== 0x45)) return at;
    const sign = bytes[at + 1];
    return this.digitsEnd(sign === 0x2b || sign === 0x2d ? at + 2 : at + 1);
  }

  private digitsEnd(start: number): number {
    let at = start;
    while (this.bytes[at]! >= 0x30 && this.bytes[at]! <= 0x39) at++;
    return at > start ? at : -1;
  }

  private skipSpace(): void {
    const { bytes } = this;
    let byte = bytes[this.at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++this.at];
  }

  private add(kind: number, depth: number, start: number, link: number): number {
    if ((this.count + 1) * FIELDS > this.fields.length) {
      const larger = new Int32Array(this.fields.length * 2);
      larger.set(this.fields);
      this.fields = larger;
    }
    const field = this.count * FIELDS;
    this.fields[field] = (depth << 3) | kind;
    this.fields[field + 1] = kind === CLOSE ? -1 : this.key;
    this.fields[field + 2] = start;
    this.fields[field + 3] = link;
    this.key = -1;
    return this.count++;
  }

  private breakOff(): void {
    const begin = this.key >= 0 ? this.key : this.at;
    this.key = -1;
    this.brokenAt = this.at;
    if (begin < this.bytes.length) this.add(REST, 0, begin, this.bytes.length);
  }
}

function isHexDigit(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66));
}

function isEscape(byte: number | undefined): boolean {
  return byte !== undefined && '"\\/bfnrt'.includes(String.fromCharCode(byte));
}
