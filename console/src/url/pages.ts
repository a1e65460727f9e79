import type { Filter, Range } from './filters';
import { DAY } from './filters';
import { choice, filters, flag, moment, type ParametersOf, range, repeated, text, words } from './parameters';

/** A page of the console: its path below `/console` and what its query holds. */
export interface PageAddress<S, P extends string = never> {
  readonly path: string;
  readonly parameters: ParametersOf<S>;
  readonly inPath: readonly P[];
}

function page<S, P extends string = never>(
  path: string,
  parameters: ParametersOf<S>,
  ...inPath: P[]
): PageAddress<S, P> {
  return { path, parameters, inPath };
}

export interface Asked {
  range: Range;
  filters: readonly Filter[];
  q: string | undefined;
}

const asked: ParametersOf<Asked> = { range: range(DAY), filters: filters(), q: text('q') };

export const TABS = ['summary', 'conversation', 'sent', 'diff', 'raw', 'cost', 'cache'] as const;
export type CallTab = (typeof TABS)[number];
export const TOPS = ['cost', 'total', 'first', 'out'] as const;
export type Top = (typeof TOPS)[number];
export const MODEL_ORDERS = ['name', 'calls', 'input', 'output', 'context'] as const;
export type ModelOrder = (typeof MODEL_ORDERS)[number];

const tab = choice('tab', TABS, 'summary');

/** What the tabs of a call show: a body, or two that are compared, such as `provider_request:1`. */
export interface CallChoices {
  body: string | undefined;
  left: string | undefined;
  right: string | undefined;
}

const choices: ParametersOf<CallChoices> = { body: text('body'), left: text('left'), right: text('right') };

/** Every address of the console. Paths with a name in them come after their siblings without. */
export const PAGES = {
  overview: page('/', { ...asked, by: text('by') }),
  calls: page('/calls', {
    ...asked,
    top: choice('top', TOPS),
    at: moment('at'),
    cols: words('cols'),
    view: text('view'),
    live: flag('live'),
    call: text('call'),
    tab,
    ...choices,
  }),
  call: page('/calls/:id', { tab, ...choices }, 'id'),
  compare: page('/compare', { a: text('a'), b: text('b') }),
  sessions: page('/sessions', asked),
  session: page('/sessions/:id', { call: text('call'), tab, ...choices }, 'id'),
  playground: page('/playground', { from: text('from'), model: repeated('model') }),
  models: page('/models', { q: text('q'), provider: text('provider'), sort: choice('sort', MODEL_ORDERS) }),
  provider: page('/providers/:id', {}, 'id'),
  costs: page('/costs', { ...asked, by: text('by') }),
  connect: page('/connect', { client: text('client'), model: text('model') }),
  settings: page('/settings', {}),
  section: page('/settings/:id', {}, 'id'),
  login: page('/login', { next: text('next') }),
} as const;

export type PageName = keyof typeof PAGES;

/** The state of a page as its address holds it. */
export type PageState<N extends PageName> =
  (typeof PAGES)[N] extends PageAddress<infer S, infer P> ? S & Record<P, string> : never;
