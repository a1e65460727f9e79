import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, within } from '@testing-library/react';
import { Suspense } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import type { SumsDocument } from '../../src/api/aggregates';
import { createQueryClient } from '../../src/api/queries';
import { chooseLocale } from '../../src/i18n/locale';
import { csvOf } from '../../src/pages/costs/csv';
import { daysOf } from '../../src/pages/costs/CostTable';
import CostsPage, { dimensionOf } from '../../src/pages/costs/page';
import { useFakeGateway } from '../call/harness';

const sums = {
  errors: 0,
  cancelled: 0,
  cache_write_tokens: 0,
  reasoning_tokens: 0,
  cache_savings_nano_usd: -1_500_000_000,
  cache_unpriced: 1,
  cost_lines: [
    { bucket: 'input', count: 6, nano_usd: 1e9 },
    { bucket: 'cache_read', count: 4, nano_usd: 500_000_000 },
    { bucket: 'cache_write', count: 1, nano_usd: 1_000_000_000 },
    { bucket: 'cache_write_hour', count: 1, nano_usd: 250_000_000 },
    { bucket: 'output', count: 2, nano_usd: 2e9 },
    { bucket: 'request', nano_usd: 250_000_001 },
  ],
};

const document: SumsDocument = {
  from_ms: 0,
  to_ms: 1,
  exact: true,
  total: {
    ...sums,
    calls: 3,
    nano_usd: 5e9,
    cost_usd: '5',
    unpriced: 1,
    input_tokens: 10,
    cached_tokens: 4,
    output_tokens: 2,
  },
  groups: [
    {
      ...sums,
      value: '=cmd|"x",鲁迅',
      calls: 3,
      nano_usd: 5e9,
      cost_usd: '5',
      unpriced: 1,
      input_tokens: 10,
      cached_tokens: 4,
      output_tokens: 2,
    },
  ],
  series: [
    { value: 'a', points: [{ at_ms: 200, calls: 1, nano_usd: 1 }] },
    {
      value: 'b',
      points: [
        { at_ms: 100, calls: 1, nano_usd: 1 },
        { at_ms: 200, calls: 1, nano_usd: 1 },
      ],
    },
  ],
};

describe('costs', () => {
  it('are written as CSV that no spreadsheet computes', () => {
    const lines = csvOf(document, 'model').split('\r\n');
    expect(lines[0]).toBe(
      'model,calls,unpriced_calls,input_tokens,cached_tokens,output_tokens,uncached_input_usd,cache_read_usd,' +
        'cache_write_usd,output_usd,reasoning_usd,other_usd,cache_savings_usd,cache_unpriced_calls,cost_usd,cost_usd_before',
    );
    const figures = '3,1,10,4,2,1,0.5,1.25,2,0,0.250000001,-1.5,1,5,';
    expect(lines[1]).toBe(`"'=cmd|""x"",鲁迅",${figures}`);
    expect(lines[2]).toBe(`(total),${figures}`);
  });

  it('are drawn on each day that any group has calls on', () => {
    expect(daysOf(document)).toEqual([100, 200]);
    expect(daysOf({ ...document, series: undefined })).toEqual([]);
  });

  it('are told by what the address names', () => {
    expect(dimensionOf('key')).toBe('key');
    expect(dimensionOf('tag:team')).toBe('tag:team');
    expect(dimensionOf('nonsense')).toBe('model');
    expect(dimensionOf(undefined)).toBe('model');
  });
});

function showPage(search: string) {
  const { hook } = memoryLocation({ path: '/console/costs' });
  return act(async () =>
    render(
      <QueryClientProvider client={createQueryClient()}>
        <Router base="/console" hook={hook} searchHook={() => search}>
          <Suspense>
            <CostsPage />
          </Suspense>
        </Router>
      </QueryClientProvider>,
    ),
  );
}

describe('the page of costs', () => {
  useFakeGateway();

  it.each([
    ['en', 'The prompt cache cost $1.50 more than it saved.', 'Cache writes, cost', 'Not known of 1 call'],
    ['zh', '提示词缓存的花费比节省多 $1.50。', '缓存写入费用', '另有 1 次调用单价未知'],
  ] as const)(
    'shows what each kind of usage cost and what the cache saved or lost: %s',
    async (locale, lost, writes, unknown) => {
      chooseLocale(locale);
      const answer = globalThis.fetch;
      vi.stubGlobal('fetch', (address: string, options?: RequestInit) =>
        address.includes('api/sums') ? Promise.resolve(Response.json(document)) : answer(address, options),
      );
      await showPage('');
      expect(await screen.findByText(lost)).toBeDefined();
      expect(screen.getByText(new RegExp(unknown))).toBeDefined();
      const table = screen.getByRole('table');
      const headers = within(table)
        .getAllByRole('columnheader')
        .map(header => header.textContent);
      const cells = within(within(table).getAllByRole('row')[1] as HTMLElement)
        .getAllByRole('cell')
        .map(cell => cell.textContent);
      expect(cells[headers.indexOf(writes) - 1]).toBe('$1.25');
      expect(cells.at(-2)).toBe('-$1.50 +1?');
    },
  );

  it('leads from each group to its calls', async () => {
    window.history.replaceState(null, '', '/console/costs?by=provider');
    await showPage('by=provider');
    const table = await screen.findByRole('table');
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.length).toBeGreaterThan(1);
    const link = within(rows[0] as HTMLElement).getAllByRole('link')[0] as HTMLAnchorElement;
    expect(link.getAttribute('href')).toContain(`provider=${encodeURIComponent(link.textContent ?? '')}`);
    expect(screen.getByRole('button', { name: /CSV/ })).toHaveProperty('disabled', false);
  });
});
