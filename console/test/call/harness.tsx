import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { Suspense } from 'react';
import { beforeEach, expect, vi } from 'vitest';
import { Router } from 'wouter';
import { createQueryClient } from '../../src/api/queries';
import type { CallDocument } from '../../src/api/calls';
import { CallView } from '../../src/call/CallView';
import { chooseLocale, type Locale } from '../../src/i18n/locale';
import type { CallTab } from '../../src/url/pages';
import type { FakeBody, FakeDetails } from '../fake/bodies';
import { payloadsOf } from '../fake/bodies';
import { FakeGateway } from '../fake/gateway';
import { recordOf } from '../fake/records';
import { InlineWorker } from '../fake/worker';

export const NOW = Date.parse('2026-11-30T12:00:00Z');

export let gateway: FakeGateway;

/** Answers requests by a fake gateway, and reads bodies without a worker, in each test of a file. */
export function useFakeGateway(): void {
  beforeEach(() => {
    gateway = new FakeGateway({ calls: 1500, now: NOW, clock: () => NOW });
    vi.stubGlobal('Worker', InlineWorker);
    vi.stubGlobal('fetch', (address: string, options?: RequestInit) =>
      gateway.handle(new Request(new URL(address, 'http://localhost'), options)),
    );
    chooseLocale('en');
  });
}

/** Returns the record of a made call that fits. */
export function recordWhere(fits: (call: CallDocument) => boolean): CallDocument {
  for (const call of gateway.calls) {
    const record = recordOf(call);
    if (fits(record)) return record;
  }
  throw new Error('no made call fits');
}

export function success(): CallDocument {
  return recordWhere(({ state, cost }) => state === 'success' && cost.state === 'priced');
}

/** Keeps a call in the fake gateway, with its bodies. */
export function keep(record: CallDocument, bodies: FakeBody[] = [], more: Partial<FakeDetails> = {}): CallDocument {
  const state = bodies.length > 0 ? 'kept' : record.payloads_state;
  const kept = { ...record, payloads: payloadsOf(record.id, bodies), payloads_state: state };
  gateway.details.set(record.id, { record: kept, bodies, ...more });
  return kept;
}

/** Shows a tab of a call as its page does. */
export async function show(id: string, tab: CallTab, locale: Locale = 'en', onTab: (tab: CallTab) => void = () => {}) {
  chooseLocale(locale);
  const client = createQueryClient();
  const view = await act(async () =>
    render(
      <QueryClientProvider client={client}>
        <Router base="/console">
          <Suspense fallback="…">
            <CallView id={id} tab={tab} onTab={onTab} />
          </Suspense>
        </Router>
      </QueryClientProvider>,
    ),
  );
  await screen.findByRole('tabpanel', {}, { timeout: 5000 });
  await waitFor(() => expect(view.container.querySelector('.skeleton')).toBeNull(), { timeout: 5000 });
  return view;
}
