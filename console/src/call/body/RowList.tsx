import { type CSSProperties, memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { callTexts } from '../texts';
import type { BodyReader } from './reader';
import type { Row } from './rows';
import type { BodyForm } from './service';

const HEIGHT = 20;
/** Rows above and below those that are seen. */
const SPARE = 30;
/** Browsers draw nothing below about 33 million pixels. */
const MOST_PIXELS = 15_000_000;
/** Rows that are drawn where the height is not known yet. */
const USUAL_PAGE = 40;

interface RowListProps {
  reader: BodyReader;
  form: BodyForm;
  count: number;
  /** Another number when the rows are others at the same positions. */
  version: number;
  label: string;
  query: string;
  target: { row: number } | undefined;
  selected: number | undefined;
  onSelect: (id: number) => void;
  onFold: (id: number, folded: boolean) => void;
}

/** The rows of a body, of which only those are drawn that are seen. */
export function RowList(props: RowListProps) {
  const { reader, form, count, version, label, query, target, selected, onSelect, onFold } = props;
  const box = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const [loaded, setLoaded] = useState<{ from: number; rows: readonly Row[] }>({ from: 0, rows: [] });
  const pixels = Math.min(count * HEIGHT, MOST_PIXELS);
  /** Rows for each pixel scrolled; above one row in HEIGHT for enormous bodies. */
  const scale = pixels > 0 ? (count * HEIGHT) / pixels : 1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another version means other rows at the same place
  useEffect(() => {
    let old = false;
    const page = Math.ceil((box.current?.clientHeight || USUAL_PAGE * HEIGHT) / HEIGHT);
    const from = Math.max(0, first - SPARE);
    void reader.ask('rows', { from, to: Math.min(count, first + page + SPARE) }).then(rows => {
      if (!old) setLoaded({ from, rows });
    });
    return () => {
      old = true;
    };
  }, [reader, first, count, version]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !target) return;
    const top = (target.row * HEIGHT) / scale;
    const seen = top > element.scrollTop && top < element.scrollTop + element.clientHeight - HEIGHT;
    if (!seen) element.scrollTop = Math.max(0, top - element.clientHeight / 3);
    element.scrollLeft = 0;
  }, [target, scale]);

  const scrolled = () => setFirst(Math.floor(((box.current?.scrollTop ?? 0) * scale) / HEIGHT));
  const offset = scale === 1 ? loaded.from * HEIGHT : (first * HEIGHT) / scale - (first - loaded.from) * HEIGHT;
  const digits = form === 'hex' ? 6 : String(count).length;
  return (
    <div
      ref={box}
      className={`rows rows-${form}`}
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by the keyboard
      tabIndex={0}
      onScroll={scrolled}
      style={{ '--digits': digits, height: `min(${pixels + 2}px, var(--rows-most))` } as CSSProperties}
    >
      <div className="rows-all" style={{ height: pixels }}>
        <div className="rows-seen" style={{ transform: `translateY(${offset}px)` }}>
          {loaded.rows.map((row, index) => (
            <RowLine
              key={row.id}
              row={row}
              query={query}
              current={target?.row === loaded.from + index}
              selected={selected === row.id}
              onSelect={onSelect}
              onFold={onFold}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

const MOST_INDENT = 60;

interface RowLineProps {
  row: Row;
  query: string;
  current: boolean;
  selected: boolean;
  onSelect: (id: number) => void;
  onFold: (id: number, folded: boolean) => void;
}

const RowLine = memo(function RowLine({ row, query, current, selected, onSelect, onFold }: RowLineProps) {
  const t = useTexts(callTexts).body;
  const formats = useFormats();
  const words = ['row', current && 'row-current', selected && 'row-selected'].filter(Boolean).join(' ');
  return (
    <div className={words}>
      <span className="row-number">{row.number}</span>
      {row.foldable ? (
        <button
          type="button"
          className="row-fold"
          aria-expanded={!row.folded}
          aria-label={row.folded ? t.unfold : t.fold}
          onClick={() => onFold(row.id, !row.folded)}
        >
          {row.folded ? '▸' : '▾'}
        </button>
      ) : (
        <span className="row-fold" />
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the value pane is also reached by the search and by "raw" */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a row of text that may be selected */}
      <span
        className="row-text"
        style={{ paddingLeft: `${Math.min(row.indent, MOST_INDENT) * 2}ch` }}
        onClick={() => window.getSelection()?.isCollapsed !== false && onSelect(row.id)}
      >
        {row.key !== undefined && (
          <>
            <span className="row-key">
              <Marked text={row.key} query={query} />
            </span>
            {row.type !== 'event' && ': '}
          </>
        )}
        <bdi className={`value-${row.type}`} dir="ltr">
          <Marked text={row.text} query={query} />
        </bdi>
        {row.comma && ','}
        {row.hidden !== undefined && <span className="row-hidden">{t.hidden(formats.bytes(row.hidden))}</span>}
      </span>
    </div>
  );
});

/** A text with what was searched for marked. */
export function Marked({ text, query }: { text: string; query: string }) {
  if (query === '') return text;
  const lower = text.toLowerCase();
  const wanted = query.toLowerCase();
  const pieces = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0 && pieces.length < 100; at = lower.indexOf(wanted, from)) {
    pieces.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + query.length)}</mark>);
    from = at + query.length;
  }
  return pieces.length === 0 ? text : [...pieces, text.slice(from)];
}
