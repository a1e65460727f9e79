import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';
import type { CallLine, RunningCall } from '../../api/calls';
import { ApiError } from '../../api/client';
import { runningQuery } from '../../api/queries';
import MarkedNotice from '../../call/MarkedNotice';
import { useMarked } from '../../call/marked';
import { Peek } from '../../call/Peek';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { usePhone } from '../../platform/media';
import { stored } from '../../platform/stored';
import { useDensity } from '../../platform/theme';
import { useTitle } from '../../platform/title';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Notice } from '../../ui/Notice';
import { addressOfPage } from '../../url/addresses';
import { apiParameters, DAY, type Filter } from '../../url/filters';
import { usePageState } from '../../url/location';
import type { CallTab } from '../../url/pages';
import { CallTable } from './CallTable';
import { columnName, columnsOf, USUAL_COLUMNS } from './columns';
import { Empty } from './Empty';
import { Facets } from './Facets';
import { FilterChips } from './FilterChips';
import { Timeline } from './Timeline';
import { runningRows } from './runningRows';
import { Toolbar } from './Toolbar';
import { callsTexts } from './texts';
import { useCallKeys } from './useCallKeys';
import { useCallList } from './useCallList';
import { type Tail, useTail } from './useTail';
import './calls.css';

const FacetSheet = lazy(() => import('./FacetSheet'));

const isColumns = (value: unknown) => Array.isArray(value) && value.every(each => typeof each === 'string');
const myColumns = stored<readonly string[]>('columns', USUAL_COLUMNS, isColumns);
const facetsShown = stored<boolean>('facets', true, value => typeof value === 'boolean');

const ROW = { compact: 28, comfortable: 40 };
const CARD = 58;
/** Pixels down to which the list counts as scrolled to its top. */
const AT_TOP = 4;
const NOTHING_RUNS: readonly RunningCall[] = [];

export default function CallsPage() {
  const t = useTexts(callsTexts);
  const formats = useFormats();
  const phone = usePhone();
  const [density] = useDensity();
  const [state, change] = usePageState('calls');
  const [, navigate] = useLocation();
  const { range, filters, q, top, at, live, call, tab } = state;
  useTitle(t.title);

  const asked = useMemo(() => apiParameters({ range, filters, q }), [range, filters, q]);
  const listed = useMemo(() => ({ ...asked, ...(at ? { to: at } : {}), ...(top ? { top } : {}) }), [asked, at, top]);
  const { list, stale } = useCallList(listed);

  const scroller = useRef<HTMLDivElement>(null);
  const [paused, setPaused] = useState(false);
  const following = live && !top && !at && 'last' in range;
  const take = useCallback(
    (from: Tail) => {
      const lines = from.take();
      if (lines) list.prepend(lines);
      else void list.restart();
    },
    [list],
  );
  const tail = useTail(asked, following, from => {
    if (!paused && (scroller.current?.scrollTop ?? 0) < AT_TOP) take(from);
  });
  const { data: running } = useQuery({ ...runningQuery, enabled: following });

  const unfinished =
    following && !paused
      ? runningRows(running?.calls ?? [], filters, q).filter(({ id }) => list.indexOf(id) < 0)
      : NOTHING_RUNS;

  const preferred = useSyncExternalStore(myColumns.subscribe, myColumns.get);
  const names = state.cols ?? preferred;
  const columns = useMemo(() => columnsOf(names), [names]);
  const facetsOpen = useSyncExternalStore(facetsShown.subscribe, facetsShown.get);
  const [sheet, setSheet] = useState(false);
  const [marked, mark] = useMarked();
  const [cursor, setCursor] = useState<string | undefined>(call);

  const changeFilters = (next: readonly Filter[]) => change({ filters: next, at: undefined });
  const toggleFacets = () => (phone ? setSheet(!sheet) : facetsShown.set(!facetsOpen));
  const toggleLive = () => {
    setPaused(false);
    change({ live: !live, ...(live ? {} : { top: undefined, at: undefined, range: 'last' in range ? range : DAY }) });
  };
  const togglePause = () => {
    setPaused(!paused);
    if (paused && (scroller.current?.scrollTop ?? 0) < AT_TOP) take(tail);
  };
  const open = useCallback(
    (line: CallLine, wanted?: CallTab) => {
      setCursor(line.id);
      const opened = wanted ?? tab;
      if (phone) navigate(addressOfPage('call', { id: line.id, tab: opened }));
      else change({ call: line.id, tab: opened }, { replace: call !== undefined });
    },
    [phone, navigate, change, call, tab],
  );
  const fresh = following && !paused;
  const rowHeight = phone ? CARD : ROW[density];
  const step = useCallKeys({
    list,
    cursor: call ?? cursor,
    panel: call,
    rowHeight,
    scroller,
    move: id => {
      setCursor(id);
      if (call) change({ call: id }, { replace: true });
    },
    openPanel: id => change({ call: id }),
    openPage: id => navigate(addressOfPage('call', { id, tab })),
    closePanel: () => change({ call: undefined, tab: 'summary' }),
    toggleFacets,
    toggleLive,
    togglePause,
    mark,
    following,
  });
  const toTop = () => {
    if (scroller.current) scroller.current.scrollTop = 0;
    setPaused(false);
    take(tail);
  };
  const facets = <Facets parameters={asked} fresh={fresh} filters={filters} change={changeFilters} />;
  const empty = list.begun && list.ended && list.count === 0;

  return (
    <div className="calls">
      <h1 className="visually-hidden">{t.title}</h1>
      <Toolbar
        q={q}
        search={next => change({ q: next, at: undefined }, { replace: q !== undefined && next !== undefined })}
        parameters={asked}
        fresh={fresh}
        facetsOpen={phone ? sheet : facetsOpen}
        toggleFacets={toggleFacets}
        live={live}
        toggleLive={toggleLive}
        following={following}
        paused={paused}
        togglePause={togglePause}
        columns={names}
        changeColumns={next => {
          myColumns.set(next ?? USUAL_COLUMNS);
          change({ cols: next }, { replace: true });
        }}
        phone={phone}
        state={state}
      />
      <FilterChips filters={filters} change={changeFilters} />
      <div className="calls-body">
        {!phone && facetsOpen && <div className="calls-facets">{facets}</div>}
        <div className="calls-main">
          <Timeline
            parameters={asked}
            fresh={fresh}
            zoom={zoomed => change({ range: zoomed, at: undefined, live: false })}
            jump={moment => change({ at: moment, top: undefined, live: false })}
            open={id => (phone ? navigate(addressOfPage('call', { id })) : change({ call: id }))}
          />
          {marked && (
            <Suspense fallback={null}>
              <MarkedNotice />
            </Suspense>
          )}
          {top && (
            <Notice action={<Button onClick={() => change({ top: undefined })}>{t.byTime}</Button>}>
              {t.topNotice(formats.count(list.count), columnName(top, t))}
              {list.lookedUntil && ` ${t.lookedUntil(formats.moment(Date.parse(list.lookedUntil)))}`}
            </Notice>
          )}
          {at && (
            <Notice action={<Button onClick={() => change({ at: undefined })}>{t.newest}</Button>}>
              {t.startsAt(formats.moment(at))}
            </Notice>
          )}
          {following && tail.error !== undefined && (
            <Notice tone="warning" live>
              {tail.error instanceof ApiError && tail.error.status === 429
                ? t.tooManyTails
                : (tail.error as Error).message}
            </Notice>
          )}
          {following && tail.skipped > 0 && (
            <Notice tone="warning" live>
              {t.skipped(formats.count(tail.skipped))}
            </Notice>
          )}
          {list.error !== undefined && <ErrorNotice error={list.error} retry={() => list.retry()} />}
          <div className={stale ? 'calls-list calls-list-stale' : 'calls-list'} aria-busy={stale}>
            {following && tail.waiting > 0 && (
              <Button className="calls-waiting" look="primary" icon="up" onClick={toTop}>
                {t.waiting(formats.count(tail.waiting))}
              </Button>
            )}
            {empty ? (
              <Empty state={state} change={changes => change({ ...changes, at: undefined })} />
            ) : (
              <CallTable
                list={list}
                running={unfinished}
                columns={columns}
                rowHeight={rowHeight}
                cards={phone}
                top={top}
                onTop={next => change({ top: next, at: undefined, live: false })}
                cursor={call ?? cursor}
                selected={call}
                open={open}
                scroller={scroller}
              />
            )}
          </div>
          <p className="calls-foot muted" aria-live="polite">
            {list.loading
              ? t.loadingMore
              : list.ended && !empty && !top
                ? t.end(formats.count(list.count))
                : list.lookedUntil && t.lookedUntil(formats.moment(Date.parse(list.lookedUntil)))}
          </p>
        </div>
        {call && !phone && (
          <Peek
            id={call}
            tab={tab}
            onTab={next => change({ tab: next }, { replace: true })}
            step={step}
            close={() => change({ call: undefined, tab: 'summary' })}
          />
        )}
      </div>
      <Suspense fallback={null}>
        {phone && sheet && <FacetSheet close={() => setSheet(false)}>{facets}</FacetSheet>}
      </Suspense>
    </div>
  );
}
