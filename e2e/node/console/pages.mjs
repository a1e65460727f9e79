// The addresses of the console.
import { existsSync } from 'node:fs';
import { made } from './browser.mjs';

export const CALL_TABS = ['summary', 'conversation', 'sent', 'diff', 'raw', 'cost', 'cache'];

/** Whether the console has a page of this name. */
export const has = (page) => existsSync(`${process.env.CONSOLE_TEXTS}/pages/${page}/page.tsx`);

/** Every page that the console has, and states of them that look otherwise. */
export const PAGES = {
  ...(has('overview') && { overview: '/' }),
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
  ...(has('models') && { models: '/models', provider: '/providers/openai' }),
  ...(has('costs') && { costs: '/costs' }),
  connect: '/connect',
  ...(has('settings') && { settings: '/settings', 'settings section': '/settings/journal' }),
  'no page': '/no-such-page',
};
