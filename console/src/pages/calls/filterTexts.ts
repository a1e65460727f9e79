import type { CommonTexts } from '../../texts/en';
import type { Filter } from '../../url/filters';
import type { CallsTexts } from './texts/en';

/** Returns the name of what a condition is about. */
export function filterName(name: string, common: CommonTexts): string {
  return name.startsWith('tag.') ? name.slice(4) : common.terms[name as keyof CommonTexts['terms']];
}

/** Returns a value as it is shown; values that clients chose stay as they are. */
export function filterValue(name: string, value: string, common: CommonTexts, t: CallsTexts): string {
  const known: Record<string, Record<string, string>> = {
    state: common.states,
    cost: common.costs,
    cache: common.cache,
    origin: common.origins,
    stream: t.streams,
  };
  return known[name]?.[value] ?? value;
}

/** Returns a condition as words: `Model: kimi-k2`, `Provider: not openai`. */
export function filterText({ name, value, not }: Filter, common: CommonTexts, t: CallsTexts): string {
  return `${filterName(name, common)} ${not ? '≠' : '='} ${filterValue(name, value, common, t)}`;
}
