import type { ComponentType } from 'react';
import { Deferred } from '../platform/deferred';
import type { PageName } from '../url/pages';

type PageModule = { default: ComponentType };

/** A page is `pages/NAME/page.tsx` with its component as default export; NAME is one of the addresses' pages. */
const modules = import.meta.glob<PageModule>('../pages/*/page.tsx');

const components = new Map<PageName, Deferred<object>>(
  Object.entries(modules).map(([path, load]) => [path.split('/').at(-2) as PageName, new Deferred(load)] as const),
);

export function hasPage(name: PageName): boolean {
  return components.has(name);
}

export function pageComponent(name: PageName): Deferred<object> | undefined {
  return components.get(name);
}

/** Fetches a page's code before it is asked for. */
export function preloadPage(name: PageName): void {
  components.get(name)?.preload();
}
