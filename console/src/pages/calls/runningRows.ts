import type { RunningCall } from '../../api/calls';
import type { Filter } from '../../url/filters';

/** Running calls that a list shows. */
const MOST = 20;

/** Returns the running calls that fit what is known of them; none when a condition is about their end. */
export function runningRows(
  running: readonly RunningCall[],
  filters: readonly Filter[],
  q: string | undefined,
): readonly RunningCall[] {
  if (q !== undefined || filters.some(({ name }) => !KNOWN.has(name))) return [];
  return running.filter(call => fits(call, filters)).slice(0, MOST);
}

const KNOWN = new Set(['model', 'provider', 'key', 'user', 'session', 'dialect', 'stream']);

function fits(call: RunningCall, filters: readonly Filter[]): boolean {
  const names = new Set(filters.map(({ name }) => name));
  for (const name of names) {
    const value = call[name as keyof RunningCall];
    const asked = filters.filter(filter => filter.name === name);
    const only = asked.filter(({ not }) => !not);
    if (only.length > 0 && !only.some(filter => filter.value === String(value))) return false;
    if (asked.some(filter => filter.not && filter.value === String(value))) return false;
  }
  return true;
}
