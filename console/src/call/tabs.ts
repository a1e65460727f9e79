import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { CallDocument } from '../api/calls';
import type { CallTab } from '../url/pages';

export interface CallTabProps {
  call: CallDocument;
}

/** A tab of a call; its code, its texts and the bodies it needs are fetched when it is first opened. */
export interface CallTabEntry {
  name: CallTab;
  component: LazyExoticComponent<ComponentType<CallTabProps>>;
}

/** The tabs in their order. Each is a folder here with `Tab.tsx`, whose default export takes `CallTabProps`. */
export const CALL_TABS: readonly CallTabEntry[] = [
  { name: 'summary', component: lazy(() => import('./summary/Tab')) },
  { name: 'conversation', component: lazy(() => import('./conversation/Tab')) },
  { name: 'sent', component: lazy(() => import('./sent/Tab')) },
  { name: 'diff', component: lazy(() => import('./diff/Tab')) },
  { name: 'raw', component: lazy(() => import('./raw/Tab')) },
  { name: 'cost', component: lazy(() => import('./cost/Tab')) },
  { name: 'cache', component: lazy(() => import('./cache/Tab')) },
];
