import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { callQuery } from '../api/queries';
import { useKeys } from '../app/keys';
import { useTexts } from '../i18n/texts';
import { ErrorNotice } from '../ui/ErrorNotice';
import { TABS, type CallTab } from '../url/pages';
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
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (!call) return <p className="muted">{t.loading}</p>;
  const shown = CALL_TABS.find(({ name }) => name === tab) ?? CALL_TABS[0];
  const Tab = shown?.component;
  return (
    <div className={isPlaceholderData ? 'call-view call-view-stale' : 'call-view'} aria-busy={isPlaceholderData}>
      <div role="tablist" className="call-tabs" aria-label={t.label}>
        {CALL_TABS.map(({ name }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === shown?.name}
            aria-controls="call-tab-panel"
            onClick={() => onTab(name)}
          >
            <kbd>{TABS.indexOf(name) + 1}</kbd> {t.tabs[name]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="call-tab-panel" className="call-tab-panel" aria-labelledby={`tab-${shown?.name}`}>
        <Suspense fallback={<p className="muted">{t.loading}</p>}>{Tab && <Tab key={call.id} call={call} />}</Suspense>
      </div>
    </div>
  );
}
