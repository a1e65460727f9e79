import { describe, expect, test } from 'vitest';
import { BodyService, type Opened } from '../../src/call/body/service';
import type { Row, RowValue } from '../../src/call/body/rows';

function open(bytes: Uint8Array | string, mode: 'pretty' | 'raw' = 'pretty', columns = 80) {
  const service = new BodyService();
  const given = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const opened = service.answer({ ask: 'open', bytes: given, mode, columns }) as Opened;
  const rows = service.answer({ ask: 'rows', from: 0, to: opened.count }) as Row[];
  const value = (id: number) => service.answer({ ask: 'value', id }) as RowValue;
  return { ...opened, rows, value, texts: rows.map(({ text }) => text) };
}

describe('a body', () => {
  test('is raw text whose long lines go on in the next row, at whole characters', () => {
    const body = open(`${'中'.repeat(50)}\nshort\n\nend`, 'raw', 60);
    expect(body.form).toBe('text');
    expect(body.texts).toEqual(['中'.repeat(20), '中'.repeat(20), '中'.repeat(10), 'short', '', 'end']);
    expect(body.rows.map(({ number }) => number)).toEqual(['1', '', '', '2', '3', '4']);
    expect(body.value(1).text).toBe('中'.repeat(50));
  });

  test('shows every byte of JSON as it is when it is raw', () => {
    const text = '{"a" : 1,\n "b":"\\u4e2d"}';
    expect(open(text, 'raw').texts.join('\n')).toBe(text);
  });

  test('is a stream of events with their names', () => {
    const body = open(
      'event: message_start\ndata: {"a":1}\n\n: beat\n\ndata: {"b":12345678901234567890}\ndata: more\n\ndata: [DONE]\n\n',
    );
    expect(body.form).toBe('events');
    expect(body.rows.map(({ key, text }) => [key, text])).toEqual([
      ['message_start', '{"a":1}'],
      [undefined, ': beat'],
      [undefined, '{"b":12345678901234567890}⏎more'],
      [undefined, '[DONE]'],
    ]);
    expect(body.value(0).text).toBe('{\n  "a": 1\n}');
  });

  test('is a stream whose events show only what is new in each', () => {
    const event = (text: string) => `data: {"id":"chatcmpl-1","object":"chunk","delta":{"content":"${text}"}}\n\n`;
    const body = open(event('你') + event('好') + event('好') + event('的'));
    expect(body.texts).toEqual([
      '{"id":"chatcmpl-1","object":"chunk","delta":{"content":"你"}}',
      '… "content":"好"}}',
      '… "content":"好"}}',
      '… "content":"的"}}',
    ]);
    expect(body.value(1).text).toContain('"id": "chatcmpl-1"');
  });

  test('is a stream of JSON lines', () => {
    const body = open('{"message":"你"}\n{"message":"好"}\n');
    expect(body.form).toBe('events');
    expect(body.texts).toEqual(['{"message":"你"}', '{"message":"好"}']);
  });

  test('is one document though it has lines', () => {
    expect(open('{\n  "a": 1\n}\n').form).toBe('json');
  });

  test('is bytes as numbers when it is no text', () => {
    const body = open(Uint8Array.from([0, 1, 0x41, 0xff]));
    expect(body.form).toBe('hex');
    expect(body.texts[0]).toMatch(/^00 01 41 ff\s+··A·$/);
  });

  test('is text though its last character was cut', () => {
    expect(open(new TextEncoder().encode('{"a":"中').slice(0, -1)).form).toBe('json');
  });

  test('shows what would act on a terminal or turn text', () => {
    expect(open('\u001b[2Jred\u202egreen\u0000x', 'raw').texts[0]).toContain('⟨ESC⟩[2Jred⟨U+202E⟩green⟨NUL⟩x');
  });

  test('of one enormous line is many rows', () => {
    expect(open('x'.repeat(1_000_000), 'raw', 100).count).toBe(10_000);
  });
});
