import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { PageName } from '../url/pages';

type PageModule = { default: ComponentType };

/** A page is `pages/NAME/page.tsx` with its component as default export; NAME is one of the addresses' pages. */
const modules = import.meta.glob<PageModule>('../pages/*/page.tsx');

const loaders = new Map(
  Object.entries(modules).map(([path, load]) => [path.split('/').at(-2) as PageName, load] as const),
);

const components = new Map<PageName, LazyExoticComponent<ComponentType>>(
  [...loaders].map(([name, load]) => [name, lazy(load)] as const),
);

export function hasPage(name: PageName): boolean {
  return components.has(name);
}

export function pageComponent(name: PageName): LazyExoticComponent<ComponentType> | undefined {
  return components.get(name);
}

/** Fetches a page's code before it is asked for. */
export function preloadPage(name: PageName): void {
  loaders
    .get(name)?.()
    .catch(() => undefined); // the page itself will say so
}
