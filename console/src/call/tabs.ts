import type { CallDocument } from '../api/calls';
import { Deferred } from '../platform/deferred';
import type { CallTab } from '../url/pages';

export interface CallTabProps {
  call: CallDocument;
}

/** A tab of a call; its code, its texts and the bodies it needs are fetched when it is first opened. */
export interface CallTabEntry {
  name: CallTab;
  component: Deferred<CallTabProps>;
}

/** The tabs in their order. Each is a folder here with `Tab.tsx`, whose default export takes `CallTabProps`. */
export const CALL_TABS: readonly CallTabEntry[] = [
  { name: 'summary', component: new Deferred(() => import('./summary/Tab')) },
  { name: 'conversation', component: new Deferred(() => import('./conversation/Tab')) },
  { name: 'sent', component: new Deferred(() => import('./sent/Tab')) },
  { name: 'diff', component: new Deferred(() => import('./diff/Tab')) },
  { name: 'raw', component: new Deferred(() => import('./raw/Tab')) },
  { name: 'cost', component: new Deferred(() => import('./cost/Tab')) },
  { name: 'cache', component: new Deferred(() => import('./cache/Tab')) },
];
