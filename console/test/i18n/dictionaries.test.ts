import { expect, test } from 'vitest';

type Module = { default: Record<string, unknown> };

const english = import.meta.glob<Module>('../../src/**/texts/en.ts', { eager: true });
const chinese = import.meta.glob<Module>('../../src/**/texts/zh.ts', { eager: true });

test('every dictionary has both languages', () => {
  expect(Object.keys(chinese)).toEqual(Object.keys(english).map(path => path.replace('/en.ts', '/zh.ts')));
  expect(Object.keys(english).length).toBeGreaterThan(3);
});

test.each(Object.keys(english))('%s has the same keys in both languages', path => {
  const en = english[path]?.default;
  const zh = chinese[path.replace('/en.ts', '/zh.ts')]?.default;
  expect(shapeOf(zh)).toEqual(shapeOf(en));
});

test.each(Object.entries(chinese))('%s holds no empty text', (_, { default: texts }) => {
  for (const text of Object.values(texts)) expect(text).not.toBe('');
});

/** The keys of a dictionary with the kinds of their values. */
function shapeOf(texts: unknown): unknown {
  if (typeof texts !== 'object' || texts === null) return typeof texts;
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, shapeOf(value)]));
}
