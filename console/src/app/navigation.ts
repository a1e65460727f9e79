import type { IconName } from '../ui/Icon';
import type { PageName } from '../url/pages';

/** A page in the rail. Reserved ones have a name and no page yet. */
export type RailItem = { page: RailPage; key: string } | { reserved: 'keys' | 'teams' | 'budgets' | 'audit' };

export type RailPage = Extract<
  PageName,
  'overview' | 'calls' | 'sessions' | 'costs' | 'playground' | 'connect' | 'models' | 'settings'
>;

export const SECTIONS: readonly { name: 'see' | 'try' | 'manage'; items: readonly RailItem[] }[] = [
  {
    name: 'see',
    items: [
      { page: 'overview', key: 'o' },
      { page: 'calls', key: 'c' },
      { page: 'sessions', key: 's' },
      { page: 'costs', key: '$' },
    ],
  },
  {
    name: 'try',
    items: [
      { page: 'playground', key: 'p' },
      { page: 'connect', key: 'n' },
    ],
  },
  {
    name: 'manage',
    items: [
      { page: 'models', key: 'm' },
      { page: 'settings', key: ',' },
      { reserved: 'keys' },
      { reserved: 'teams' },
      { reserved: 'budgets' },
      { reserved: 'audit' },
    ],
  },
];

/** The pages of the bottom bar of phones; the others are behind "More". */
export const ON_PHONES: readonly RailPage[] = ['overview', 'calls', 'sessions', 'costs'];

/** The item of the rail to which a page belongs. */
const HOME: Record<PageName, RailPage> = {
  overview: 'overview',
  calls: 'calls',
  call: 'calls',
  compare: 'calls',
  sessions: 'sessions',
  session: 'sessions',
  costs: 'costs',
  playground: 'playground',
  connect: 'connect',
  models: 'models',
  provider: 'models',
  settings: 'settings',
  section: 'settings',
  login: 'overview',
};

export function homeOf(page: PageName | undefined): RailPage | undefined {
  return page && HOME[page];
}

export function iconOf(item: RailItem): IconName {
  return 'page' in item ? item.page : item.reserved;
}
