import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowWindow, scrollToRow } from '../../src/ui/table/window';

const someView = fc.record({
  count: fc.integer({ min: 1, max: 1_000_000 }),
  rowHeight: fc.constantFrom(28, 40, 58),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  viewHeight: fc.integer({ min: 30, max: 2_000 }),
});

test('all rows that are seen are drawn, and few more', () => {
  fc.assert(
    fc.property(someView, ({ count, rowHeight, share, viewHeight }) => {
      const scrollTop = share * Math.max(0, count * rowHeight - viewHeight);
      const { first, end } = rowWindow(count, rowHeight, scrollTop, viewHeight);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(count);
      expect(first).toBeLessThanOrEqual(Math.floor(scrollTop / rowHeight));
      expect(end).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight)));
      expect(end - first).toBeLessThanOrEqual(Math.ceil(viewHeight / rowHeight) + 17);
    }),
  );
});

test('the number of drawn rows is the same everywhere in a long list, so that their elements are used again', () => {
  const lengths = [0, 100, 5_000, 279_000, 280_000].map(top => {
    const { first, end } = rowWindow(10_000, 28, top, 600);
    return end - first;
  });
  expect(new Set(lengths).size).toBe(1);
});

test('an empty list and a view without height draw nothing', () => {
  expect(rowWindow(0, 28, 0, 600)).toEqual({ first: 0, end: 0 });
  expect(rowWindow(10, 28, 0, 0)).toEqual({ first: 0, end: 0 });
});

test('a row comes into view with the least scrolling', () => {
  expect(scrollToRow(3, 28, 0, 600)).toBe(0);
  expect(scrollToRow(3, 28, 200, 600)).toBe(84);
  expect(scrollToRow(30, 28, 0, 600, 28)).toBe(31 * 28 + 28 - 600);
});
