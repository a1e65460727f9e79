// The addresses of the console, each with what must stand on it.
import { made } from './browser.mjs';

export const CALL_TABS = ['summary', 'conversation', 'sent', 'diff', 'raw', 'cost', 'cache'];

/** Pages that are in the built console, by what its rail links to and by the pages below them. */
export const PAGES = {
  overview: '/',
  calls: '/calls',
  'calls with an open call': `/calls?range=52w&session=${made.session}&call=${made.sessionCalls[3]}`,
  ...Object.fromEntries(CALL_TABS.map((tab) => [`call, ${tab}`, `/calls/${made.translated}${tab === 'summary' ? '' : `?tab=${tab}`}`])),
  'failed call': `/calls/${made.failed}`,
  'call with tools': `/calls/${made.tools}?tab=conversation`,
  'call without a price': `/calls/${made.unpriced}?tab=cost`,
  compare: `/compare?a=${made.plain}&b=${made.unpriced}`,
  sessions: '/sessions',
  session: `/sessions/${made.session}`,
  playground: `/playground?from=${made.plain}`,
  models: '/models',
  provider: '/providers/openai',
  costs: '/costs',
  connect: '/connect',
  settings: '/settings',
  'settings section': '/settings/journal',
};
