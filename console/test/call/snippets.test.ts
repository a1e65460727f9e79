import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snippet } from '../../src/call/header/snippets';

const HOSTILE = `{"q":"it's \\"$HOME\\" \`id\` $(id) \\u4e2d 中文 😀 \u2028 \${x} \\\\ end"}`;
const asked = (body: string) => ({ address: 'http://127.0.0.1:8728', path: '/v1/chat/completions', body });

describe('code for the same request', () => {
  test('sends exactly the same body by a shell', () => {
    const code = snippet('curl', asked(HOSTILE)).replace(/^curl -sS/, "printf '%s\\0'");
    const printed = execFileSync('sh', ['-c', code]).toString().split('\0');
    expect(printed[0]).toBe('http://127.0.0.1:8728/v1/chat/completions');
    expect(printed.at(-2)).toBe(HOSTILE);
    expect(code).toContain('Bearer $GATEWAY_API_KEY');
  });

  test('holds exactly the same body in JavaScript', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), body => {
        const [, literal] = /^const body = (.*);$/m.exec(snippet('node', asked(body))) ?? [];
        expect(JSON.parse(literal ?? 'null')).toBe(body);
      }),
    );
  });

  test('holds exactly the same body in Python', () => {
    const program = `${snippet('python', asked(HOSTILE)).split('request = ')[0]}import sys; sys.stdout.buffer.write(body.encode())`;
    expect(execFileSync('python3', ['-c', program]).toString()).toBe(HOSTILE);
  });

  test('splits bodies in Java that are too long for one literal', () => {
    const code = snippet('java', asked('长'.repeat(40_000)));
    expect(code.match(/\\u957f/g)).toHaveLength(40_000);
    for (const [literal] of code.matchAll(/"(?:[^"\\]|\\.)*"/g)) expect(literal.length / 6).toBeLessThan(21_000);
  });

  test('never holds a key', () => {
    for (const language of ['curl', 'python', 'node', 'java'] as const) {
      expect(snippet(language, asked('{}'))).toContain('GATEWAY_API_KEY');
    }
  });
});
