import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Sums, SumsBy } from '../../api/aggregates';
import { sumsQuery } from '../../api/sums';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { useTitle } from '../../platform/title';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PageLink } from '../../ui/Link';
import { Notice } from '../../ui/Notice';
import { apiParameters, withFilter } from '../../url/filters';
import { usePageState } from '../../url/location';
import { EmptyRange } from '../calls/EmptyRange';
import { FilterChips } from '../calls/FilterChips';
import { usesCache } from './amounts';
import { CostTable } from './CostTable';
import { csvOf } from './csv';
import { costsTexts } from './texts';
import { UnpricedModels } from './UnpricedModels';
import './costs.css';

const DIMENSIONS = ['model', 'provider', 'key', 'user', 'session'] as const;

/** What calls cost, by day and by whoever caused it. */
export default function CostsPage() {
  const t = useTexts(costsTexts);
  const formats = useFormats();
  const [state, change] = usePageState('costs');
  const { range, filters, q } = state;
  const by = dimensionOf(state.by);
  useTitle(t.title);
  const parameters = useMemo(() => apiParameters({ range, filters, q }), [range, filters, q]);
  const { data, error, refetch, isPlaceholderData } = useQuery(
    sumsQuery(parameters, { by, step: 'day', against: 'before', buckets: true }),
  );
  const priceUnknown = withFilter(filters, { name: 'cost', value: 'unknown', not: false });
  const differing = withFilter(filters, { name: 'cost', value: 'differs', not: false });
  return (
    <div className="costs">
      <header className="costs-head">
        <h1>{t.title}</h1>
        <p className="muted">{t.lead}</p>
      </header>
      <div className="costs-tools">
        <Dimension by={by} choose={next => change({ by: next === 'model' ? undefined : next })} />
        <Button icon="columns" disabled={!data} onClick={() => data && download(csvOf(data, by), `costs-by-${by}.csv`)}>
          {t.csv}
        </Button>
      </div>
      <FilterChips filters={filters} change={next => change({ filters: next })} />
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {!data && !error && <div className="skeleton tab-skeleton" />}
      {data && (
        <>
          <p className="costs-total">
            <PageLink page="calls" state={{ range, filters, q, top: 'cost' }}>
              <strong>{formats.money(data.total.nano_usd)}</strong>
            </PageLink>
            {data.before && <span className="muted">{t.before(formats.money(data.before.nano_usd))}</span>}
            {data.total.unpriced > 0 && (
              <PageLink page="calls" state={{ range, filters: priceUnknown, q }} className="warning">
                {t.unpricedCalls(formats.count(data.total.unpriced), data.total.unpriced)}
              </PageLink>
            )}
            <PageLink page="calls" state={{ range, filters: differing, q }}>
              {t.differs}
            </PageLink>
          </p>
          <CacheSavings total={data.total} />
          {!data.exact && <Notice tone="warning">{t.inexact}</Notice>}
          {data.total.calls === 0 ? (
            <EmptyRange asked={state} change={change} />
          ) : (
            <CostTable data={data} by={by} asked={{ range, filters, q }} stale={isPlaceholderData} />
          )}
        </>
      )}
      <UnpricedModels />
    </div>
  );
}

/** Returns the dimension that an address names; the model where it names none that exists. */
export function dimensionOf(text: string | undefined): SumsBy {
  if (text && /^tag:[^\s]{1,64}$/.test(text)) return text as SumsBy;
  return DIMENSIONS.find(each => each === text) ?? 'model';
}

function Dimension({ by, choose }: { by: SumsBy; choose: (by: string) => void }) {
  const t = useTexts(costsTexts).by;
  const tagged = by.startsWith('tag:');
  return (
    <div className="costs-by">
      <label>
        <span>{t.label}</span>
        <select
          value={tagged ? 'tag' : by}
          onChange={event => choose(event.target.value === 'tag' ? 'tag:team' : event.target.value)}
        >
          {DIMENSIONS.map(each => (
            <option key={each} value={each}>
              {t[each]}
            </option>
          ))}
          <option value="tag">{t.tag}</option>
        </select>
      </label>
      {tagged && (
        <input
          key={by}
          aria-label={t.tagName}
          defaultValue={by.slice('tag:'.length)}
          onBlur={event => event.target.value.trim() && choose(`tag:${event.target.value.trim()}`)}
          onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
        />
      )}
    </div>
  );
}

/** What the prompt cache saved in all, or lost. */
function CacheSavings({ total }: { total: Sums }) {
  const t = useTexts(costsTexts).cache;
  const formats = useFormats();
  if (!usesCache(total)) return null;
  const saved = total.cache_savings_nano_usd;
  const unknown = total.cache_unpriced;
  return (
    <p className="costs-cache">
      {saved < 0 ? (
        <strong className="warning">{t.lost(formats.money(-saved))}</strong>
      ) : (
        <strong>{t.saved(formats.money(saved))}</strong>
      )}{' '}
      <span className="muted">{t.how}</span>
      {unknown > 0 && <span className="warning"> {t.unknown(formats.count(unknown), unknown)}</span>}
    </p>
  );
}

function download(text: string, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
