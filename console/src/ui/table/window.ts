/** The rows to draw: from `first` up to, not with, `end`. */
export interface RowWindow {
  first: number;
  end: number;
}

/** Rows drawn beyond what is seen, so that a fast wheel meets no gap. */
const MARGIN = 8;

/** Returns the rows of a list that a view of some height sees at a scroll position. */
export function rowWindow(count: number, rowHeight: number, scrollTop: number, viewHeight: number): RowWindow {
  if (count === 0 || viewHeight <= 0) return { first: 0, end: 0 };
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const seen = Math.ceil(viewHeight / rowHeight) + 1;
  // The margin below is part of the length even at the ends, so that a pool of rows keeps its size.
  const length = Math.min(count, seen + 2 * MARGIN);
  const first = Math.min(Math.max(0, top - MARGIN), count - length);
  return { first, end: first + length };
}

/** Returns the scroll position at which a row is seen whole, the present one if it is already. */
export function scrollToRow(
  row: number,
  rowHeight: number,
  scrollTop: number,
  viewHeight: number,
  headHeight = 0,
): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  const bottom = top + rowHeight + headHeight;
  return bottom > scrollTop + viewHeight ? bottom - viewHeight : scrollTop;
}
