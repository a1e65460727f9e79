import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOfPage, parseAddress } from '../../src/url/addresses';
import type { Filter, Range } from '../../src/url/filters';
import { apiParameters, shifted, withFilter } from '../../src/url/filters';
import { TABS, TOPS } from '../../src/url/pages';

const someText = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
const someName = fc.constantFrom('model', 'provider', 'key', 'state', 'user', 'tag.team', 'tag.部门');
const someFilter: fc.Arbitrary<Filter> = fc.record({ name: someName, value: someText, not: fc.boolean() });
const someFilters = fc.uniqueArray(someFilter, {
  selector: ({ name, value, not }) => `${not}${name}=${value}`,
  maxLength: 8,
});
const someRange: fc.Arbitrary<Range> = fc.oneof(
  fc.constantFrom({ last: '24h' }, { last: '15m' }, { last: '7d' }),
  fc
    .tuple(fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }), fc.integer({ min: 1, max: 1_000_000_000 }))
    .map(([from, length]) => ({ from, to: from + length })),
);
const someState = fc.record({
  range: someRange,
  filters: someFilters,
  q: fc.option(someText, { nil: undefined }),
  top: fc.option(fc.constantFrom(...TOPS), { nil: undefined }),
  cols: fc.option(fc.array(fc.stringMatching(/^[a-z.]{1,12}$/), { minLength: 1, maxLength: 6 }), { nil: undefined }),
  view: fc.option(someText, { nil: undefined }),
  live: fc.boolean(),
  call: fc.option(someText, { nil: undefined }),
  tab: fc.constantFrom(...TABS),
});

test('the state of the calls page comes back from its address', () => {
  fc.assert(
    fc.property(someState, state => {
      const [path = '', search = ''] = addressOfPage('calls', state).split(/\?(.*)/s);
      const address = parseAddress(path, search);
      expect(address).toMatchObject({ page: 'calls', unknown: [] });
      expect({ ...address?.state, filters: sorted(address?.state as never) }).toEqual({
        ...state,
        filters: sorted(state),
      });
    }),
  );
});

test('an id with any characters comes back from its address', () => {
  fc.assert(
    fc.property(someText, id => {
      fc.pre(!/^\.{1,2}$/.test(id));
      expect(parseAddress(addressOfPage('session', { id }), '')).toMatchObject({ page: 'session', state: { id } });
    }),
  );
});

test('parameters that are not known or not readable are named', () => {
  const address = parseAddress('/calls', '?modle=x&range=yesterday&top=size&live=1&q=a');
  expect(address?.unknown).toEqual(['modle', 'range', 'top']);
  expect(address?.state).toMatchObject({ range: { last: '24h' }, top: undefined, live: true, q: 'a' });
});

test('a fresh page has no query, and a path without a page is none', () => {
  expect(addressOfPage('calls')).toBe('/calls');
  expect(parseAddress('/nothing/here', '')).toBeUndefined();
  expect(parseAddress('/calls/%E0%A4%A', '')).toBeUndefined();
});

test('a condition replaces its opposite, and the other value of a name that holds one', () => {
  const model: Filter = { name: 'model', value: 'a', not: false };
  expect(withFilter([model], { ...model, not: true })).toEqual([{ ...model, not: true }]);
  expect(withFilter([model], { ...model, value: 'b' })).toHaveLength(2);
  const cache: Filter = { name: 'cache', value: 'hit', not: false };
  expect(withFilter([cache], { ...cache, value: 'miss' })).toEqual([{ ...cache, value: 'miss' }]);
});

test('the gateway is asked with the same names', () => {
  const filters = [
    { name: 'model', value: 'a', not: false },
    { name: 'model', value: 'b', not: false },
    { name: 'tag.team', value: '增长', not: true },
  ];
  expect(apiParameters({ range: { last: '1h' }, filters, q: 'x' })).toEqual({
    from: '1h',
    model: ['a', 'b'],
    'not.tag.team': ['增长'],
    q: 'x',
  });
});

test('moving a range never passes the present', () => {
  const now = 1_700_000_000_000;
  const hour = 3_600_000;
  expect(shifted({ last: '1h' }, -1, now)).toEqual({ from: now - 2 * hour, to: now - hour });
  expect(shifted({ last: '1h' }, 1, now)).toEqual({ last: '1h' });
  expect(shifted({ from: now - 2 * hour, to: now - hour / 2 }, 1, now)).toEqual({ from: now - 1.5 * hour, to: now });
});

function sorted({ filters }: { filters: readonly Filter[] }): Filter[] {
  const key = ({ name, value, not }: Filter) => `${not}${name}=${value}`;
  return filters.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
