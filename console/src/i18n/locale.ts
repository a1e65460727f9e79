import { useSyncExternalStore } from 'react';
import { stored } from '../platform/stored';

/** A language of the console. */
export type Locale = 'en' | 'zh';

export const LOCALES: readonly Locale[] = ['en', 'zh'];

const choice = stored<Locale | 'browser'>('language', 'browser', value => value === 'en' || value === 'zh');

/** Returns the language that is shown: the chosen one, else the browser's. */
export function currentLocale(): Locale {
  const chosen = choice.get();
  if (chosen !== 'browser') return chosen;
  const languages = typeof navigator === 'undefined' ? [] : navigator.languages;
  const known = languages
    .map(language => language.slice(0, 2))
    .find(language => language === 'zh' || language === 'en');
  return known === 'zh' ? 'zh' : 'en';
}

/** The tag that `Intl` and the document get. */
export function languageTag(locale: Locale): string {
  return locale === 'zh' ? 'zh-CN' : 'en-US';
}

export function useLocale(): Locale {
  return useSyncExternalStore(choice.subscribe, currentLocale);
}

export function chooseLocale(locale: Locale): void {
  choice.set(locale);
}

/** Names the language on the document, now and whenever another is chosen; called before the first drawing. */
export function applyLocale(): void {
  const apply = () => {
    document.documentElement.lang = languageTag(currentLocale());
  };
  apply();
  choice.subscribe(apply);
}
