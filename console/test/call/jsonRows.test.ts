import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonRows } from '../../src/call/body/jsonRows';

const encode = (text: string) => new TextEncoder().encode(text);
const rowsOf = (text: string) => new JsonRows(encode(text));
const all = (rows: JsonRows) => rows.rows(0, rows.count);
const shown = (text: string) =>
  all(rowsOf(text)).map(
    ({ indent, key, text: value, comma }) =>
      '  '.repeat(indent) + (key === undefined ? '' : `${key}: `) + value + (comma ? ',' : ''),
  );

describe('the index of a JSON document', () => {
  test('lays any document out as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const rows = rowsOf(text);
        expect(rows.brokenAt).toBeUndefined();
        const whole = rows.value(0).text;
        expect(whole).toBe(typeof value === 'string' ? value : JSON.stringify(JSON.parse(text), null, 2));
      }),
    );
  });

  test('accepts what JSON.parse accepts, and nothing else', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '\\u00e9',
      '"\\n"',
      '1',
      '-',
      '0',
      '.5',
      '1e3',
      '01',
      'true',
      'nul',
      'null',
      ' ',
      '\n',
      '\t',
      '中',
      '\u0001',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const text = pieces.join('');
        expect(rowsOf(text).brokenAt === undefined).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  test('accepts a document after any one character of it was changed only where JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('"', '{', ']', ',', '\\', 'x', '9', ''), (text, at, other) => {
        const place = at % (text.length + 1);
        const changed = text.slice(0, place) + other + text.slice(place + 1);
        expect(rowsOf(changed).brokenAt === undefined).toBe(isJson(changed));
      }),
      { numRuns: 2000 },
    );
  });

  test('writes numbers as they stand, however large', () => {
    expect(shown('{"id":12345678901234567890,"x":1.10}')).toEqual([
      '{',
      '  "id": 12345678901234567890,',
      '  "x": 1.10',
      '}',
    ]);
  });

  test('shows escaped characters as themselves, and those that would act as their signs', () => {
    expect(shown('"\\u4e2d\\u6587 \\u001b[31m"')).toEqual(['"中文 \\u001b[31m"']);
    expect(shown('"a\u202eb"')).toEqual(['"a⟨U+202E⟩b"']);
  });

  test('shortens long values at a whole character and hands them over in full', () => {
    const long = '中文\\n'.repeat(500);
    const rows = rowsOf(`{"a":"${long}"}`);
    const [row] = rows.rows(1, 2);
    expect(row?.hidden).toBeGreaterThan(1000);
    expect(row?.text).not.toContain('\ufffd');
    expect(rows.value(1)).toEqual({ path: 'a', text: '中文\n'.repeat(500), cut: false });
  });

  test('shows a document that was cut up to there, and the rest as it is', () => {
    const rows = rowsOf('{"a":[1,2,{"b":"text that en');
    expect(rows.brokenAt).toBe(15);
    expect(all(rows).map(({ text }) => text)).toEqual(['{', '[', '1', '2', '{', '"b":"text that en']);
    expect(all(rows).at(-1)?.type).toBe('rest');
  });

  test('names the way to a value', () => {
    const rows = rowsOf('{"messages":[{"role":"user"},{"content":[{"a b":1}]}]}');
    const id = all(rows).find(({ key }) => key === '"a b"')?.id ?? -1;
    expect(rows.value(id).path).toBe('messages[1].content[0]["a b"]');
  });

  test('folds objects and unfolds those that hold what is searched for', () => {
    const rows = rowsOf('{"a":{"b":{"c":"needle"}},"d":[1,2]}');
    const whole = rows.count;
    rows.foldFrom(1);
    expect(all(rows).map(({ text }) => text)).toEqual(['{', '{…}', '[…]', '}']);
    const found = rows.find('NEEDLE', 10);
    expect(found.map(at => rows.rows(at, at + 1)[0]?.text)).toEqual(['"needle"']);
    rows.foldFrom(0);
    expect(rows.count).toBe(whole);
  });

  test('finds text in its own letters however the document escapes it', () => {
    const rows = rowsOf('["\\u4e2d\\u6587","中文","a\\"b"]');
    expect(rows.find('中文', 10)).toEqual([1, 2]);
    expect(rows.find('a"b', 10)).toEqual([3]);
    expect(rows.find('中', 1)).toHaveLength(1);
  });

  test('reads a hundred thousand nested arrays without a stack', () => {
    const depth = 100_000;
    expect(rowsOf('['.repeat(depth) + ']'.repeat(depth)).brokenAt).toBeUndefined();
  });

  test('indexes 5 MB well within the time a reader waits', () => {
    const item = { role: 'user', content: '为什么测试失败 '.repeat(20), values: [1, 2.5, null, true] };
    const bytes = encode(JSON.stringify(Array.from({ length: 10_000 }, (_, id) => ({ id, ...item }))));
    expect(bytes.length).toBeGreaterThan(5_000_000);
    const begun = performance.now();
    const rows = new JsonRows(bytes);
    rows.rows(0, 100);
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(rows.count).toBe(10_000 * 11 + 2);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
