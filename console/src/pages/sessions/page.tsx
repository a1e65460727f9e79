import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { sessionsQuery } from '../../api/sessions';
import { useKeys } from '../../app/keys';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { useTitle } from '../../platform/title';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Icon } from '../../ui/Icon';
import { PageLink } from '../../ui/Link';
import { apiParameters, parseLength, withFilter } from '../../url/filters';
import { usePageState } from '../../url/location';
import type { PageState } from '../../url/pages';
import { FilterChips } from '../calls/FilterChips';
import { SessionRow } from './SessionRow';
import { sessionsTexts } from './texts';
import './sessions.css';

const WEEK = 604_800_000;

/** The conversations and tasks of a range, those with the newest activity first. */
export default function SessionsPage() {
  const t = useTexts(sessionsTexts);
  const formats = useFormats();
  const [state, change] = usePageState('sessions');
  const { range, filters, q } = state;
  useTitle(t.title);
  const parameters = useMemo(() => apiParameters({ range, filters, q }), [range, filters, q]);
  const { data, error, refetch, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    sessionsQuery(parameters),
  );
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const sessions = data?.pages.flatMap(page => page.sessions);
  const until = data?.pages.at(-1)?.looked_until;
  return (
    <div className="sessions">
      <header className="sessions-head">
        <h1>{t.title}</h1>
        <p className="muted">{t.lead}</p>
        <Search q={q} search={next => change({ q: next })} />
      </header>
      <FilterChips filters={filters} change={next => change({ filters: next })} />
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {sessions?.length === 0 && <Empty state={state} change={change} />}
      {!sessions && !error && <div className="skeleton tab-skeleton" />}
      {sessions && sessions.length > 0 && (
        <div ref={list} className={isPlaceholderData ? 'sessions-stale' : undefined} aria-busy={isPlaceholderData}>
          <table className="sessions-table">
            <thead>
              <tr>
                <th scope="col">{t.columns.activity}</th>
                <th scope="col">{t.columns.client}</th>
                <th scope="col">{t.columns.question}</th>
                <th scope="col" className="number">
                  {t.columns.calls}
                </th>
                <th scope="col" className="number" title={t.hints.tools}>
                  {t.columns.tools}
                </th>
                <th scope="col" className="number">
                  {t.columns.errors}
                </th>
                <th scope="col" className="number" title={t.hints.cached}>
                  {t.columns.cached}
                </th>
                <th scope="col" className="number">
                  {t.columns.cost}
                </th>
              </tr>
            </thead>
            <tbody>
              {sessions.map(session => (
                <SessionRow
                  key={session.id}
                  session={session}
                  only={model => change({ filters: withFilter(filters, { name: 'model', value: model, not: false }) })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {sessions && sessions.length > 0 && (
        <p className="sessions-foot muted">
          {hasNextPage ? (
            <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t.more}
            </Button>
          ) : (
            t.end(formats.count(sessions.length), sessions.length)
          )}
          {until && <span>{t.lookedUntil(formats.moment(Date.parse(until)))}</span>}
        </p>
      )}
    </div>
  );
}

function Search({ q, search }: { q: string | undefined; search: (q: string | undefined) => void }) {
  const t = useTexts(sessionsTexts);
  const field = useRef<HTMLInputElement>(null);
  useKeys([{ keys: '/', label: t.keys.search, run: () => field.current?.focus() }]);
  return (
    <form
      className="sessions-search"
      role="search"
      onSubmit={event => {
        event.preventDefault();
        search(field.current?.value.trim() || undefined);
      }}
    >
      <Icon name="search" />
      <input
        key={q}
        ref={field}
        type="search"
        aria-label={t.search}
        placeholder={t.search}
        defaultValue={q}
        maxLength={500}
        onInput={event => event.currentTarget.value === '' && q && search(undefined)}
        onKeyDown={event => event.key === 'Escape' && event.currentTarget.blur()}
      />
    </form>
  );
}

/** J and K move the focus from session to session, so that Enter follows the link. */
function useRowKeys(list: { current: HTMLElement | null }): void {
  const t = useTexts(sessionsTexts);
  const step = (direction: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('.session-link') ?? [])];
    const present = links.findIndex(link => link.closest('tr')?.contains(document.activeElement));
    links[present < 0 ? 0 : present + direction]?.focus();
  };
  useKeys([
    { keys: 'j', label: t.keys.next, run: () => step(1) },
    { keys: 'k', label: t.keys.previous, run: () => step(-1) },
    { keys: 'ArrowDown', run: () => step(1) },
    { keys: 'ArrowUp', run: () => step(-1) },
  ]);
}

function Empty({
  state: { range, filters, q },
  change,
}: {
  state: PageState<'sessions'>;
  change: (changes: Partial<PageState<'sessions'>>) => void;
}) {
  const t = useTexts(sessionsTexts);
  const short = 'from' in range || (parseLength(range.last) ?? 0) < WEEK;
  return (
    <div className="sessions-empty">
      <p>{filters.length > 0 || q ? t.emptyFiltered : t.empty}</p>
      <p className="muted">{t.emptyHint}</p>
      <div>
        {short && <Button onClick={() => change({ range: { last: '7d' } })}>{t.further}</Button>}{' '}
        <PageLink page="connect" className="button">
          {t.connect}
        </PageLink>
      </div>
    </div>
  );
}
