import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, Suspense, useEffect } from 'react';
import { ApiError } from '../api/client';
import { callQuery } from '../api/queries';
import { useKeys } from '../app/keys';
import { useTexts } from '../i18n/texts';
import { DeferredView } from '../platform/deferred';
import { ErrorNotice } from '../ui/ErrorNotice';
import { TABS, type CallTab } from '../url/pages';
import { CallHeader } from './header/CallHeader';
import { MissingCall } from './header/MissingCall';
import { CALL_TABS } from './tabs';
import { callTexts } from './texts';
import './call.css';

/** A call with its tabs, in the panel beside a list and on its own page alike. */
export function CallView({ id, tab, onTab }: { id: string; tab: CallTab; onTab: (tab: CallTab) => void }) {
  const t = useTexts(callTexts);
  const {
    data: call,
    error,
    refetch,
    isPlaceholderData,
  } = useQuery({ ...callQuery(id), placeholderData: keepPreviousData });
  useKeys(
    CALL_TABS.map(({ name }) => ({
      keys: String(TABS.indexOf(name) + 1),
      label: t.tabs[name],
      run: () => onTab(name),
    })),
  );
  const loaded = call !== undefined;
  useEffect(() => {
    if (loaded) document.getElementById(`tab-${tab}`)?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [tab, loaded]);
  if (!call && error instanceof ApiError && error.status === 404) {
    return <MissingCall key={id} id={id} />;
  }
  if (!call && error) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (!call) return <Skeleton label={t.loading} />;
  const shown = CALL_TABS.find(({ name }) => name === tab) ?? CALL_TABS[0];
  const Tab = shown?.component;
  const waiting = <div className="skeleton tab-skeleton" />;
  return (
    <div className={isPlaceholderData ? 'call-view call-view-stale' : 'call-view'} aria-busy={isPlaceholderData}>
      <CallHeader call={call} />
      <div
        role="tablist"
        className="call-tabs"
        aria-label={t.label}
        onKeyDown={event => moveBetweenTabs(event, tab, onTab)}
      >
        {CALL_TABS.map(({ name, component }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === shown?.name}
            aria-controls="call-tab-panel"
            tabIndex={name === shown?.name ? 0 : -1}
            onClick={() => onTab(name)}
            onPointerEnter={component.preload}
            onFocus={component.preload}
          >
            <kbd>{TABS.indexOf(name) + 1}</kbd> {t.tabs[name]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="call-tab-panel" className="call-tab-panel" aria-labelledby={`tab-${shown?.name}`}>
        <Suspense fallback={waiting}>
          {Tab && <DeferredView key={`${tab} ${call.id}`} of={Tab} props={{ call }} waiting={waiting} />}
        </Suspense>
      </div>
    </div>
  );
}

/** The arrow keys go from tab to tab, as everywhere in browsers. */
function moveBetweenTabs(event: KeyboardEvent<HTMLElement>, tab: CallTab, onTab: (tab: CallTab) => void): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]!;
  onTab(next);
  document.getElementById(`tab-${next}`)?.focus();
}

function Skeleton({ label }: { label: string }) {
  return (
    <div className="call-view call-waiting" role="status" aria-label={label}>
      <div className="skeleton skeleton-title" />
      <div className="skeleton skeleton-line" />
      <div className="skeleton skeleton-tabs" />
      <div className="skeleton tab-skeleton" />
    </div>
  );
}
