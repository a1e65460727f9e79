import { type CSSProperties, memo, type RefObject, useEffect, useMemo } from 'react';
import type { CallLine, RunningCall } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { commonTexts } from '../../texts';
import { Icon } from '../../ui/Icon';
import { useRowWindow, VirtualRows } from '../../ui/table/VirtualRows';
import type { CallTab, Top } from '../../url/pages';
import type { CallList } from './CallList';
import { CallCard } from './CallCard';
import { type CellContext, type Column, columnName } from './columns';
import { callsTexts } from './texts';

/** Pixels at both ends of a row together. */
const ROW_PADDING = 16;

/** What the rows of a table share. */
interface RowProps {
  columns: readonly Column[];
  context: CellContext;
  open: (line: CallLine, tab?: CallTab) => void;
}

/** The calls as rows of one height, of which only those that are seen exist. */
export function CallTable({
  list,
  running,
  columns,
  rowHeight,
  cards,
  top,
  onTop,
  cursor,
  selected,
  open,
  scroller,
}: {
  list: CallList;
  /** Calls that have not ended, shown above the others. */
  running: readonly RunningCall[];
  columns: readonly Column[];
  rowHeight: number;
  /** Cards of two lines instead of columns, on phones. */
  cards: boolean;
  top: Top | undefined;
  onTop: (top: Top | undefined) => void;
  cursor: string | undefined;
  selected: string | undefined;
  open: (line: CallLine, tab?: CallTab) => void;
  scroller: RefObject<HTMLDivElement | null>;
}) {
  const t = useTexts(callsTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const context = useMemo<CellContext>(
    () => ({ t, common, formats, today: new Date().setHours(0, 0, 0, 0) }),
    [t, common, formats],
  );
  const count = running.length + list.count;
  const seen = useRowWindow(scroller, count, rowHeight);
  useEffect(() => {
    list.need(Math.max(0, seen.first - running.length), Math.max(0, seen.end - running.length));
  }, [list, seen, running.length]);
  const template = columns
    .map(({ width }) => (typeof width === 'number' ? `${width}px` : `minmax(${width.least}px, 1fr)`))
    .join(' ');
  const least = columns.reduce(
    (sum, { width }) => sum + (typeof width === 'number' ? width : width.least),
    ROW_PADDING,
  );
  const place = cursor === undefined ? -1 : list.indexOf(cursor) + running.length;
  const drawn = place >= seen.first && place < seen.end;
  const shared: RowProps = useMemo(() => ({ columns, context, open }), [columns, context, open]);
  return (
    <div
      className={cards ? 'call-table call-table-cards' : 'call-table'}
      ref={scroller}
      role="grid"
      aria-label={t.title}
      aria-rowcount={list.ended ? count + 1 : -1}
      aria-activedescendant={drawn ? `row-${cursor}` : undefined}
      tabIndex={0}
      style={{ '--columns': template, '--row-height': `${rowHeight}px`, '--least': `${least}px` } as CSSProperties}
    >
      {!cards && <Head columns={columns} top={top} onTop={onTop} />}
      <VirtualRows
        seen={seen}
        count={count}
        rowHeight={rowHeight}
        row={(index, y) => {
          const unfinished = running[index];
          if (unfinished) return <RunningRow call={unfinished} y={y} index={index} columns={cards ? [] : columns} />;
          const line = list.rowAt(index - running.length);
          if (!line) return <div className="call-row call-row-missing" role="row" tabIndex={-1} style={placeAt(y)} />;
          const Row = cards ? CallCard : CallRow;
          return (
            <Row
              line={line}
              y={y}
              index={index}
              cursor={line.id === cursor}
              selected={line.id === selected}
              shared={shared}
            />
          );
        }}
      />
    </div>
  );
}

export interface CallRowProps {
  line: CallLine;
  y: number;
  index: number;
  cursor: boolean;
  selected: boolean;
  shared: RowProps;
}

export function placeAt(y: number): CSSProperties {
  return { transform: `translateY(${y}px)` };
}

export function rowClass({ line, cursor, selected }: { line: CallLine; cursor: boolean; selected: boolean }): string {
  return ['call-row', `call-row-${line.state}`, cursor && 'call-row-cursor', selected && 'call-row-selected']
    .filter(Boolean)
    .join(' ');
}

const CallRow = memo(function CallRow({ line, y, index, cursor, selected, shared }: CallRowProps) {
  const { columns, context, open } = shared;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table as a whole takes the keys
    <div
      className={rowClass({ line, cursor, selected })}
      role="row"
      id={`row-${line.id}`}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={-1}
      style={placeAt(y)}
      onClick={event => {
        const cell = (event.target as Element).closest('[data-tab]');
        open(line, cell instanceof HTMLElement ? (cell.dataset.tab as CallTab) : undefined);
      }}
    >
      {columns.map(({ id, number, tab, cell, tooltip }) => (
        <div
          key={id}
          role="gridcell"
          tabIndex={-1}
          className={number ? 'call-cell number' : 'call-cell'}
          data-tab={tab}
          title={tooltip?.(line, context)}
        >
          {cell(line, context)}
        </div>
      ))}
    </div>
  );
});

function RunningRow({
  call,
  y,
  index,
  columns,
}: {
  call: RunningCall;
  y: number;
  index: number;
  columns: readonly Column[];
}) {
  const t = useTexts(callsTexts);
  const formats = useFormats();
  const texts: Record<string, string | undefined> = {
    time: formats.time(Date.parse(call.time)),
    status: t.untilNow,
    model: call.model,
    question: call.question,
    provider: call.provider,
    key: call.key,
    user: call.user,
    session: call.session,
    dialect: call.dialect,
    id: call.id,
  };
  return (
    <div className="call-row call-row-running" role="row" aria-rowindex={index + 2} tabIndex={-1} style={placeAt(y)}>
      {columns.length === 0 ? (
        <div role="gridcell" tabIndex={-1} className="call-cell">
          {texts.time} {call.model} · {t.untilNow}
        </div>
      ) : (
        columns.map(({ id }) => (
          <div key={id} role="gridcell" tabIndex={-1} className="call-cell">
            <bdi>{texts[id]}</bdi>
          </div>
        ))
      )}
    </div>
  );
}

function Head({
  columns,
  top,
  onTop,
}: {
  columns: readonly Column[];
  top: Top | undefined;
  onTop: (top: Top | undefined) => void;
}) {
  const t = useTexts(callsTexts);
  return (
    <div className="call-row call-head" role="row" aria-rowindex={1} tabIndex={-1}>
      {columns.map(column => {
        const name = columnName(column.id, t);
        const hint = t.hints[column.id as keyof typeof t.hints];
        const sorted = column.top !== undefined && column.top === top;
        const byTime = column.id === 'time' && top === undefined;
        return (
          <div
            key={column.id}
            role="columnheader"
            tabIndex={-1}
            className={column.number ? 'call-cell number' : 'call-cell'}
            aria-sort={sorted || byTime ? 'descending' : undefined}
            title={hint}
          >
            {column.top ? (
              <button
                type="button"
                className="head-button"
                title={sorted ? t.byTime : t.topBy(name)}
                onClick={() => onTop(sorted ? undefined : column.top)}
              >
                {sorted && <Icon name="down" size={11} />}
                {name}
              </button>
            ) : (
              name
            )}
          </div>
        );
      })}
    </div>
  );
}
