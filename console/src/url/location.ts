import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type Address, addressOfPage, parseAddress } from './addresses';
import type { PageName, PageState } from './pages';

export const BASE = '/console';

/** Returns the page that is shown with its state; undefined if there is no such page. */
export function useAddress(): Address | undefined {
  const [path] = useLocation();
  const search = useSearch();
  return useMemo(() => parseAddress(path, search), [path, search]);
}

export interface ChangeOptions {
  /** Takes the place of the present address in the history; for changes that "back" should not undo one by one. */
  replace?: boolean;
}

/** Returns the state of a page, which its address holds, and a function that changes parts of it. */
export function usePageState<N extends PageName>(
  page: N,
): [PageState<N>, (changes: Partial<PageState<N>>, options?: ChangeOptions) => void] {
  const address = useAddress();
  const [, navigate] = useLocation();
  if (address?.page !== page) throw new Error(`the address is not one of the page ${page}`);
  const state = address.state as PageState<N>;
  const change = useCallback(
    (changes: Partial<PageState<N>>, options?: ChangeOptions) => {
      // Read again: two changes in one event must not undo each other.
      const current = parseAddress(window.location.pathname.slice(BASE.length) || '/', window.location.search);
      const before = current?.page === page ? (current.state as PageState<N>) : state;
      navigate(addressOfPage(page, { ...before, ...changes }), options);
    },
    [navigate, page, state],
  );
  return [state, change];
}

/** Returns the address of a page for a link that leaves the console's router, with its base. */
export function hrefOf<N extends PageName>(page: N, state?: Partial<PageState<N>>): string {
  return BASE + addressOfPage(page, state);
}
