import { expect, test } from 'vitest';
import { applyLocale, chooseLocale, currentLocale } from '../../src/i18n/locale';
import { stored } from '../../src/platform/stored';

/** Does what another window of this browser would. */
function chooseElsewhere(name: string, value: unknown): void {
  const key = `llmcallgateway.${name}`;
  localStorage.setItem(key, JSON.stringify(value));
  window.dispatchEvent(new StorageEvent('storage', { key }));
}

test('a language that is chosen in another window is shown here too', () => {
  chooseLocale('en');
  applyLocale();
  chooseElsewhere('language', 'zh');
  expect(currentLocale()).toBe('zh');
  expect(document.documentElement.lang).toBe('zh-CN');
  chooseLocale('en');
  expect(document.documentElement.lang).toBe('en-US');
});

test('what another window keeps and this one cannot read counts as none', () => {
  const width = stored<number>('test-width', 10, value => typeof value === 'number');
  width.set(20);
  const seen: number[] = [];
  const leave = width.subscribe(() => seen.push(width.get()));
  chooseElsewhere('test-other', 5);
  chooseElsewhere('test-width', 30);
  chooseElsewhere('test-width', 'wide');
  leave();
  chooseElsewhere('test-width', 40);
  expect(seen).toEqual([30, 10]);
});
