import type { Filter, Range } from './filters';
import { isFilterName, isRepeatable, parseLength } from './filters';

/** How one part of a page's state stands in the query of its address. */
export interface Parameter<T> {
  /** Reads the part and takes the names it understood from `query`; what is left there is unknown. */
  take(query: URLSearchParams): T;
  put(value: T, query: URLSearchParams): void;
}

export type ParametersOf<S> = { readonly [K in keyof S]: Parameter<S[K]> };

function single(name: string, query: URLSearchParams, valid: (value: string) => boolean): string | undefined {
  const values = query.getAll(name);
  const value = values[0];
  if (value === undefined || values.length > 1 || !valid(value)) return undefined;
  query.delete(name);
  return value;
}

/** A text; an empty one counts as none. */
export function text(name: string): Parameter<string | undefined> {
  return {
    take: query => single(name, query, value => value !== ''),
    put(value, query) {
      if (value) query.set(name, value);
    },
  };
}

/** One of a closed set; `otherwise` is not written. */
export function choice<T extends string>(name: string, values: readonly T[]): Parameter<T | undefined>;
export function choice<T extends string>(name: string, values: readonly T[], otherwise: T): Parameter<T>;
export function choice<T extends string>(name: string, values: readonly T[], otherwise?: T): Parameter<T | undefined> {
  return {
    take: query => (single(name, query, value => values.includes(value as T)) as T | undefined) ?? otherwise,
    put(value, query) {
      if (value !== undefined && value !== otherwise) query.set(name, value);
    },
  };
}

/** True as `name=1`. */
export function flag(name: string): Parameter<boolean> {
  return {
    take: query => single(name, query, value => value === '1') !== undefined,
    put(value, query) {
      if (value) query.set(name, '1');
    },
  };
}

/** Words joined by commas; words of tags may hold dots. None is undefined. */
export function words(name: string): Parameter<readonly string[] | undefined> {
  return {
    take: query => single(name, query, value => value.split(',').every(word => word !== ''))?.split(','),
    put(value, query) {
      if (value && value.length > 0) query.set(name, value.join(','));
    },
  };
}

/** The same name again and again. */
export function repeated(name: string): Parameter<readonly string[]> {
  return {
    take(query) {
      const values = query.getAll(name).filter(value => value !== '');
      query.delete(name);
      return values;
    },
    put(values, query) {
      for (const value of values) query.append(name, value);
    },
  };
}

/** The time that is looked at: `range=24h`, or `from` and `to`. */
export function range(otherwise: Range): Parameter<Range> {
  return {
    take(query) {
      const last = single('range', query, value => parseLength(value) !== undefined);
      if (last) return { last };
      const from = instant(query.get('from'));
      const to = instant(query.get('to'));
      if (from === undefined || to === undefined || to <= from) return otherwise;
      query.delete('from');
      query.delete('to');
      return { from, to };
    },
    put(value, query) {
      if ('last' in value) {
        if (!('last' in otherwise) || value.last !== otherwise.last) query.set('range', value.last);
        return;
      }
      query.set('from', instantText(value.from));
      query.set('to', instantText(value.to));
    },
  };
}

/** What calls must and must not have: `model=a&model=b&not.provider=x&tag.team=core`. */
export function filters(): Parameter<readonly Filter[]> {
  return {
    take(query) {
      const found: Filter[] = [];
      for (const [parameter, value] of [...query]) {
        const not = parameter.startsWith('not.');
        const name = not ? parameter.slice(4) : parameter;
        if (value === '' || !isFilterName(name) || (not && !isRepeatable(name))) continue;
        if (!isRepeatable(name) && query.getAll(parameter).length > 1) continue;
        if (!found.some(other => other.name === name && other.not === not && other.value === value)) {
          found.push({ name, value, not });
        }
      }
      for (const { name, not } of found) query.delete(parameterName(name, not));
      return found;
    },
    put(values, query) {
      for (const { name, value, not } of values) query.append(parameterName(name, not), value);
    },
  };
}

export function parameterName(name: string, not: boolean): string {
  return not ? `not.${name}` : name;
}

function instant(value: string | null): number | undefined {
  if (!value) return undefined;
  const at = /^\d{11,15}$/.test(value)
    ? Number(value)
    : /^\d{4}-\d\d-\d\d/.test(value)
      ? Date.parse(value)
      : Number.NaN;
  return Number.isFinite(at) ? at : undefined;
}

function instantText(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** A moment. */
export function moment(name: string): Parameter<number | undefined> {
  return {
    take: query => instant(single(name, query, value => instant(value) !== undefined) ?? null),
    put(value, query) {
      if (value !== undefined) query.set(name, instantText(value));
    },
  };
}
