import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, within } from '@testing-library/react';
import { Suspense } from 'react';
import { describe, expect, it } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import type { SumsDocument } from '../../src/api/aggregates';
import { createQueryClient } from '../../src/api/queries';
import { csvOf } from '../../src/pages/costs/csv';
import { daysOf } from '../../src/pages/costs/CostTable';
import CostsPage, { dimensionOf } from '../../src/pages/costs/page';
import { useFakeGateway } from '../call/harness';

const sums = { errors: 0, cancelled: 0, cache_write_tokens: 0, reasoning_tokens: 0 };

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
      'model,calls,unpriced_calls,input_tokens,cached_tokens,output_tokens,cost_usd,cost_usd_before',
    );
    expect(lines[1]).toBe('"\'=cmd|""x"",鲁迅",3,1,10,4,2,5,');
    expect(lines[2]).toBe('(total),3,1,10,4,2,5,');
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

describe('the page of costs', () => {
  useFakeGateway();

  it('leads from each group to its calls', async () => {
    window.history.replaceState(null, '', '/console/costs?by=provider');
    const { hook } = memoryLocation({ path: '/console/costs' });
    await act(async () =>
      render(
        <QueryClientProvider client={createQueryClient()}>
          <Router base="/console" hook={hook} searchHook={() => 'by=provider'}>
            <Suspense>
              <CostsPage />
            </Suspense>
          </Router>
        </QueryClientProvider>,
      ),
    );
    const table = await screen.findByRole('table');
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.length).toBeGreaterThan(1);
    const link = within(rows[0] as HTMLElement).getAllByRole('link')[0] as HTMLAnchorElement;
    expect(link.getAttribute('href')).toContain(`provider=${encodeURIComponent(link.textContent ?? '')}`);
    expect(screen.getByRole('button', { name: /CSV/ })).toHaveProperty('disabled', false);
  });
});
