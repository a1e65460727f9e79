import type { Filter } from '../../url/filters';
import { withFilter } from '../../url/filters';
import type { PageState } from '../../url/pages';

export type Asked = Pick<PageState<'overview'>, 'range' | 'filters' | 'q'>;

/** Returns the state of Calls that shows those behind a number: the page's own conditions and more. */
export function callsBehind(
  { range, filters, q }: Asked,
  more: readonly Filter[] = [],
  others: Partial<PageState<'calls'>> = {},
): Partial<PageState<'calls'>> {
  return { range, q, filters: more.reduce(withFilter, filters), ...others };
}

export function only(name: string, value: string): Filter {
  return { name, value, not: false };
}

/** The states that count as errors. */
export const FAILED: readonly Filter[] = [only('state', 'error'), only('state', 'refused'), only('state', 'stopped')];
