import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, Suspense, useCallback, useEffect, useMemo, useRef } from 'react';
import { useLocation } from 'wouter';
import { ApiError } from '../../api/client';
import { type SessionCall, type SessionPart, sessionQuery } from '../../api/sessions';
import { useKeys } from '../../app/keys';
import MarkedNotice from '../../call/MarkedNotice';
import { useMarked } from '../../call/marked';
import { Peek } from '../../call/Peek';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { copyText } from '../../platform/clipboard';
import { useFormats } from '../../platform/formats';
import { usePhone } from '../../platform/media';
import { useTitle } from '../../platform/title';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Icon } from '../../ui/Icon';
import { PageLink } from '../../ui/Link';
import { addressOfPage } from '../../url/addresses';
import { usePageState } from '../../url/location';
import { CallItem } from './CallItem';
import { Chart } from './Chart';
import { Head } from './Head';
import { NewParts } from './NewParts';
import { sessionTexts } from './texts';
import './session.css';

/** Calls that are fetched without being asked for. */
const AT_ONCE = 1_000;
/** A session whose last call is not older than this is looked at again. */
const ACTIVE = 120_000;
const AGAIN = 5_000;

/** One conversation or task: its calls as an agent's view. */
export default function SessionPage() {
  const t = useTexts(sessionTexts);
  const formats = useFormats();
  const phone = usePhone();
  const [{ id, call: selected, tab }, change] = usePageState('session');
  const [, navigate] = useLocation();
  useTitle(t.title(visible(id).slice(0, 40)));
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    ...sessionQuery(id),
    refetchInterval: ({ state }) => (isActive(state.data?.pages) ? AGAIN : false),
  });
  const calls = useMemo(() => data?.pages.toReversed().flatMap(page => page.calls) ?? [], [data]);
  const before = useMemo(() => callsBefore(calls), [calls]);
  const summary = data?.pages[0]?.summary;
  const list = useRef<HTMLOListElement>(null);
  const [marked, mark] = useMarked();

  useEffect(() => {
    if (hasNextPage && !isFetching && !error && calls.length < AT_ONCE) void fetchNextPage();
  }, [hasNextPage, isFetching, error, calls.length, fetchNextPage]);

  const latest = useRef({ change, selected });
  useEffect(() => {
    latest.current = { change, selected };
  });
  // The same function for ever, so that of a thousand rows only those are drawn again that change.
  const select = useCallback((next: string) => {
    const present = latest.current;
    present.change({ call: next }, { replace: present.selected !== undefined });
  }, []);
  const step = (direction: 1 | -1) => {
    const present = calls.findIndex(call => call.id === selected);
    const next = calls[present < 0 ? 0 : present + direction];
    if (next) select(next.id);
  };
  const close = () => change({ call: undefined, tab: 'summary' });
  useKeys([
    { keys: 'j', label: t.keys.next, run: () => step(1) },
    { keys: 'k', label: t.keys.previous, run: () => step(-1) },
    { keys: 'ArrowDown', run: () => step(1) },
    { keys: 'ArrowUp', run: () => step(-1) },
    {
      keys: 'Enter',
      label: t.keys.open,
      run: () => selected && navigate(addressOfPage('call', { id: selected, tab })),
    },
    { keys: 'Escape', label: t.keys.close, run: () => selected && close() },
    { keys: 'x', label: t.keys.compare, run: () => selected && mark(selected) },
    { keys: 'y', label: t.keys.copy, run: () => void copyText(window.location.href) },
  ]);
  useEffect(() => {
    if (selected) list.current?.querySelector('[aria-current]')?.scrollIntoView?.({ block: 'nearest' });
  }, [selected]);

  if (error instanceof ApiError && error.status === 404) return <Missing id={id} />;
  if (error && !summary) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (!summary) return <div className="session-main skeleton tab-skeleton" />;
  const severalAgents = calls.some(({ agent }) => agent !== 'main');
  const left = Math.max(0, summary.calls - calls.length);
  return (
    <div className="session">
      <div className="session-main">
        <Head summary={summary} />
        {marked && (
          <Suspense fallback={null}>
            <MarkedNotice />
          </Suspense>
        )}
        {error && <ErrorNotice error={error} retry={() => void refetch()} />}
        <Chart calls={calls} selected={selected} select={select} />
        <div className="session-columns muted" aria-hidden="true">
          <span>{t.columns.said}</span>
          <span className="number">{t.columns.cost}</span>
          <span className="number">{t.columns.cached}</span>
          <span className="number">{t.columns.context}</span>
          <span className="number">{t.columns.time}</span>
        </div>
        {hasNextPage && (
          <p className="session-earlier muted">
            {calls.length < AT_ONCE ? (
              t.loading(formats.count(calls.length), formats.count(summary.calls))
            ) : (
              <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
                {t.more(formats.count(Math.min(left, 200)))}
              </Button>
            )}
          </p>
        )}
        <ol className="session-calls" aria-label={t.list} ref={list}>
          {calls.map((call, index) => {
            const earlier = before.get(call.id);
            return (
              <Fragment key={call.id}>
                {call.compacted && (
                  <li className="session-compacted-row warning">
                    {t.compactedRow(
                      formats.compact(earlier?.context_tokens ?? 0),
                      formats.compact(call.context_tokens ?? 0),
                    )}
                  </li>
                )}
                <li>
                  <CallItem
                    call={call}
                    number={left + index + 1}
                    before={earlier}
                    agents={severalAgents}
                    selected={call.id === selected}
                    select={select}
                  />
                  {call.id === selected && (
                    <>
                      <Suspense fallback={<div className="new-parts" />}>
                        <NewParts id={call.id} before={earlier?.id} />
                      </Suspense>
                      {phone && (
                        <PageLink page="call" state={{ id: call.id }} className="button session-open">
                          <Icon name="open" /> {t.fresh.open}
                        </PageLink>
                      )}
                    </>
                  )}
                </li>
              </Fragment>
            );
          })}
        </ol>
      </div>
      {selected && !phone && (
        <Peek
          id={selected}
          tab={tab}
          onTab={next => change({ tab: next }, { replace: true })}
          step={step}
          close={close}
        />
      )}
    </div>
  );
}

function isActive(pages: readonly SessionPart[] | undefined): boolean {
  const ended = pages?.[0]?.summary.ended_ms;
  return pages?.length === 1 && ended !== undefined && Date.now() - ended < ACTIVE;
}

/** Returns for each call the one that its agent made before. */
function callsBefore(calls: readonly SessionCall[]): Map<string, SessionCall | undefined> {
  const latest = new Map<string | undefined, SessionCall>();
  const before = new Map<string, SessionCall | undefined>();
  for (const call of calls) {
    before.set(call.id, call.agent === undefined ? undefined : latest.get(call.agent));
    latest.set(call.agent, call);
  }
  return before;
}

function Missing({ id }: { id: string }) {
  const t = useTexts(sessionTexts);
  return (
    <div className="page page-message">
      <p>{t.missing}</p>
      <code className="wrap">{visible(id).slice(0, 200)}</code>
      <PageLink page="sessions" className="button">
        {t.back}
      </PageLink>
    </div>
  );
}
