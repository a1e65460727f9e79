import type { RefObject } from 'react';
import { useKeys } from '../../app/keys';
import { useTexts } from '../../i18n/texts';
import { copyText } from '../../platform/clipboard';
import { scrollToRow } from '../../ui/table/window';
import type { CallList } from './CallList';
import { callsTexts } from './texts';

interface CallKeys {
  list: CallList;
  cursor: string | undefined;
  panel: string | undefined;
  rowHeight: number;
  scroller: RefObject<HTMLElement | null>;
  move: (id: string) => void;
  openPanel: (id: string) => void;
  openPage: (id: string) => void;
  closePanel: () => void;
  toggleFacets: () => void;
  toggleLive: () => void;
  togglePause: () => void;
  mark: (id: string) => void;
  following: boolean;
}

/** Binds the keys of the list, and returns the step to the next or previous call. */
export function useCallKeys(keys: CallKeys): (direction: 1 | -1) => void {
  const t = useTexts(callsTexts);
  const { list, cursor, panel, scroller, rowHeight } = keys;
  const step = (direction: 1 | -1) => {
    const present = cursor ? list.indexOf(cursor) : -1;
    const index = present < 0 ? 0 : present + direction;
    const line = list.rowAt(index);
    if (!line) return;
    keys.move(line.id);
    const element = scroller.current;
    if (element) {
      element.scrollTop = scrollToRow(index, rowHeight, element.scrollTop, element.clientHeight, rowHeight);
    }
  };
  useKeys([
    { keys: 'j', label: t.keys.next, run: () => step(1) },
    { keys: 'k', label: t.keys.previous, run: () => step(-1) },
    { keys: 'ArrowDown', run: () => step(1) },
    { keys: 'ArrowUp', run: () => step(-1) },
    {
      keys: 'Enter',
      label: t.keys.open,
      run: () => {
        if (panel) keys.openPage(panel);
        else if (cursor) keys.openPanel(cursor);
      },
    },
    { keys: 'Escape', label: t.keys.close, run: () => panel && keys.closePanel() },
    { keys: 'f', label: t.keys.facets, run: keys.toggleFacets },
    { keys: 'l', label: t.keys.live, run: keys.toggleLive },
    ...(keys.following ? [{ keys: 'space', label: t.keys.pause, run: keys.togglePause }] : []),
    { keys: 'x', label: t.keys.compare, run: () => cursor && keys.mark(cursor) },
    { keys: 'y', label: t.keys.copy, run: () => void copyText(window.location.href) },
  ]);
  return step;
}
