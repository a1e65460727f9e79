import { act, render } from '@testing-library/react';
import { beforeEach, vi } from 'vitest';
import { App } from '../../src/app/App';
import { chooseLocale, type Locale } from '../../src/i18n/locale';
import { FakeGateway } from '../fake/gateway';

export let gateway: FakeGateway;

/** Answers requests by a fake gateway in each test of a file. */
export function withFakeGateway(): void {
  beforeEach(() => {
    gateway = new FakeGateway({ calls: 600, now: Date.now() });
    vi.stubGlobal('fetch', (path: string, init?: RequestInit) =>
      gateway.handle(new Request(new URL(path, 'http://localhost'), init)),
    );
  });
}

/** Shows the page of an address below `/console`. */
export async function show(address: string, locale: Locale = 'en'): Promise<void> {
  chooseLocale(locale);
  window.history.replaceState(null, '', `/console${address}`);
  await act(async () => void render(<App />));
}
