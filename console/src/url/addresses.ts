import { type PageAddress, type PageName, PAGES, type PageState } from './pages';

/** A page with its state, and the parameters of the address that say nothing here. */
export type Address = { [N in PageName]: { page: N; state: PageState<N>; unknown: readonly string[] } }[PageName];

type AnyState = Record<string, unknown>;
type AnyPage = PageAddress<AnyState, string>;

const NAMES = Object.keys(PAGES) as PageName[];

/** Reads a path below `/console` with its query; undefined if there is no such page. */
export function parseAddress(path: string, search: string): Address | undefined {
  for (const page of NAMES) {
    const inPath = matchPath(PAGES[page].path, path);
    if (!inPath) continue;
    const query = new URLSearchParams(search);
    const state: AnyState = { ...inPath };
    for (const [part, parameter] of Object.entries(definition(page).parameters)) state[part] = parameter.take(query);
    return { page, state, unknown: [...new Set(query.keys())] } as unknown as Address;
  }
  return undefined;
}

/** Returns the path and query of a page below `/console`; parts that are not given are as on a fresh page. */
export function addressOfPage<N extends PageName>(page: N, state: Partial<PageState<N>> = {}): string {
  const { path, parameters, inPath } = definition(page);
  const given = state as AnyState;
  const query = new URLSearchParams();
  for (const [part, parameter] of Object.entries(parameters)) {
    if (given[part] !== undefined) parameter.put(given[part], query);
  }
  let filled = path;
  for (const name of inPath) filled = filled.replace(`:${name}`, encodeURIComponent(String(given[name])));
  const text = readable(query.toString());
  return text ? `${filled}?${text}` : filled;
}

/** Returns the state of a page whose address has no query. */
export function freshState<N extends PageName>(page: N): PageState<N> {
  const empty = new URLSearchParams();
  const parameters = Object.entries(definition(page).parameters);
  return Object.fromEntries(parameters.map(([part, parameter]) => [part, parameter.take(empty)])) as PageState<N>;
}

function definition(page: PageName): AnyPage {
  return PAGES[page] as unknown as AnyPage;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (wanted.length !== given.length) return undefined;
  const found: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== value) return undefined;
      continue;
    }
    try {
      found[part.slice(1)] = decodeURIComponent(value);
    } catch {
      return undefined; // a broken escape names nothing
    }
  }
  return found;
}

/** Leaves characters in peace that an address may hold as they are. */
function readable(query: string): string {
  return query.replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',').replaceAll('%40', '@');
}
