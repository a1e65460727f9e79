import { expect, test } from 'vitest';
import { formatsOf } from '../../src/platform/formats';

const en = formatsOf('en');
const zh = formatsOf('zh');

test.each([
  [0, '$0.00'],
  [41_200_000_000, '$41.20'],
  [12_480_410_000_000, '$12,480.41'],
  [4_100_000, '$0.0041'],
  [123, '$0.000000123'],
  [310_000_000, '$0.31'],
  [999_999_999, '$1.00'],
])('%d billionths of a dollar are %s', (nanos, text) => {
  expect(en.money(nanos)).toBe(text);
  expect(zh.money(nanos)).toBe(text);
});

test.each([
  [0.4, '0.4 ms'],
  [412, '412 ms'],
  [3100, '3.1 s'],
  [21_000, '21 s'],
  [125_000, '2 min 5 s'],
  [119_700, '2 min 0 s'],
  [5_400_000, '1 h 30 min'],
])('%d milliseconds are %s', (milliseconds, text) => {
  expect(en.duration(milliseconds)).toBe(text);
});

test('counts are written in the language of the reader', () => {
  expect(en.count(12_480)).toBe('12,480');
  expect(en.compact(41_234)).toBe('41.2K');
  expect(zh.compact(41_234)).toBe('4.12万');
  expect(en.percent(0.0842)).toBe('8.4%');
  expect(en.percent(0.923)).toBe('92%');
  expect(en.change(0.31)).toBe('+31%');
});

test('times are local, with UTC beside them', () => {
  const at = Date.UTC(2026, 10, 30, 18, 20, 5);
  expect(en.time(at)).toBe('00:05:05'); // Kathmandu is 5:45 ahead
  expect(en.utc(at)).toBe('2026-11-30T18:20:05.000Z');
});
