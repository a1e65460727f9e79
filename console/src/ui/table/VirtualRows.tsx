import { type ReactNode, type RefObject, useLayoutEffect, useState } from 'react';
import { type RowWindow, rowWindow } from './window';

/** Watches what a scrolled element sees of a list with rows of one height. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowWindow {
  const [seen, setSeen] = useState<RowWindow>({ first: 0, end: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      const next = rowWindow(count, rowHeight, element.scrollTop, element.clientHeight);
      setSeen(before => (before.first === next.first && before.end === next.end ? before : next));
    };
    const lookSoon = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    element.addEventListener('scroll', lookSoon, { passive: true });
    const resized = new ResizeObserver(lookSoon);
    resized.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', lookSoon);
      resized.disconnect();
    };
  }, [scroller, count, rowHeight]);
  return seen;
}

/**
 * Draws the rows of a window at their places. The elements are a ring that is used again as the window moves, so that
 * scrolling makes and removes none.
 */
export function VirtualRows({
  seen,
  count,
  rowHeight,
  row,
}: {
  seen: RowWindow;
  count: number;
  rowHeight: number;
  row: (index: number, top: number) => ReactNode;
}) {
  const length = seen.end - seen.first;
  const rows: ReactNode[] = new Array(length);
  for (let index = seen.first; index < seen.end; index++) {
    rows[index % length] = <RowSlot key={index % length} index={index} top={index * rowHeight} row={row} />;
  }
  return (
    <div className="virtual-rows" role="rowgroup" style={{ height: count * rowHeight }}>
      {rows}
    </div>
  );
}

function RowSlot({ index, top, row }: { index: number; top: number; row: (index: number, top: number) => ReactNode }) {
  return row(index, top);
}
