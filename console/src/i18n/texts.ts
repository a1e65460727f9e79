import { use } from 'react';
import { currentLocale, type Locale, useLocale } from './locale';

/** A dictionary: plain texts, and functions for texts with values in them. May be nested one level or more. */
export interface Dictionary {
  readonly [key: string]: string | ((...values: never[]) => string) | Dictionary;
}

/** The texts of one page or part in every language; each language is fetched when it is first shown. */
export interface Texts<D> {
  load(locale: Locale): Promise<D>;
}

/** A promise whose value `use` reads at once when it is there, as React's own. */
type Read<D> = Promise<D> & { status?: 'fulfilled'; value?: D };

/** The texts that began to load with the chunk that declares them; undefined while nobody waits for a chunk. */
let started: Promise<unknown>[] | undefined;

/** Loads a chunk together with the texts that it declares, so that they need not be waited for one after the other. */
export async function withStartedTexts<M>(load: () => Promise<M>): Promise<M> {
  started ??= [];
  const mine = started;
  const module = await load();
  await Promise.allSettled(mine); // who shows the texts says why they are missing
  return module;
}

/** Declares the texts of a page: `defineTexts({ en: () => import('./en'), zh: () => import('./zh') })`. */
export function defineTexts<D>(languages: Record<Locale, () => Promise<{ default: D }>>): Texts<D> {
  const loaded = new Map<Locale, Read<D>>();
  const texts: Texts<D> = {
    load(locale) {
      const known = loaded.get(locale);
      if (known) return known;
      const coming: Read<D> = languages[locale]().then(module => {
        coming.status = 'fulfilled';
        coming.value = module.default;
        return module.default;
      });
      coming.catch(() => loaded.delete(locale));
      loaded.set(locale, coming);
      return coming;
    },
  };
  started?.push(texts.load(currentLocale()));
  return texts;
}

/** Returns the texts in the language of the console; suspends until they are there. */
export function useTexts<D>(texts: Texts<D>): D {
  return use(texts.load(useLocale()));
}
