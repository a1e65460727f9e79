import { use } from 'react';
import { type Locale, useLocale } from './locale';

/** A dictionary: plain texts, and functions for texts with values in them. May be nested one level or more. */
export interface Dictionary {
  readonly [key: string]: string | ((...values: never[]) => string) | Dictionary;
}

/** The texts of one page or part in every language; each language is fetched when it is first shown. */
export interface Texts<D> {
  load(locale: Locale): Promise<D>;
}

/** Declares the texts of a page: `defineTexts({ en: () => import('./en'), zh: () => import('./zh') })`. */
export function defineTexts<D>(languages: Record<Locale, () => Promise<{ default: D }>>): Texts<D> {
  const loaded = new Map<Locale, Promise<D>>();
  return {
    load(locale) {
      let texts = loaded.get(locale);
      if (!texts) {
        texts = languages[locale]().then(module => module.default);
        texts.catch(() => loaded.delete(locale));
        loaded.set(locale, texts);
      }
      return texts;
    },
  };
}

/** Returns the texts in the language of the console; suspends until they are there. */
export function useTexts<D>(texts: Texts<D>): D {
  return use(texts.load(useLocale()));
}
