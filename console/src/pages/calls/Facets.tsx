import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Facet, FacetKind } from '../../api/aggregates';
import type { Parameters } from '../../api/client';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { commonTexts } from '../../texts';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Icon } from '../../ui/Icon';
import { type Filter, sameFilter, withFilter, withoutFilter } from '../../url/filters';
import { filterName, filterValue } from './filterTexts';
import { facetsQuery } from './queries';
import { callsTexts } from './texts';

const KINDS: readonly FacetKind[] = [
  'model',
  'provider',
  'state',
  'code',
  'key',
  'user',
  'dialect',
  'stream',
  'cost',
  'cache',
  'tag',
];
/** Tags whose values are counted. */
const MOST_TAGS = 6;

interface FacetsProps {
  parameters: Parameters;
  /** Counts again and again. */
  fresh: boolean;
  filters: readonly Filter[];
  change: (filters: readonly Filter[]) => void;
}

/** What the calls are, counted, each kind under all conditions but its own: a click shows only those, or those not. */
export function Facets({ parameters, fresh, filters, change }: FacetsProps) {
  const t = useTexts(callsTexts);
  const { data, error, refetch } = useQuery(facetsQuery(parameters, KINDS, fresh));
  const tags = data?.find(({ kind }) => kind === 'tag')?.values.slice(0, MOST_TAGS) ?? [];
  const tagKinds = tags.map(({ value }): FacetKind => `tag:${value}`);
  const { data: ofTags } = useQuery(facetsQuery(parameters, tagKinds, fresh));
  const shown = [...(data ?? []).filter(({ kind }) => kind !== 'tag'), ...((tagKinds.length > 0 && ofTags) || [])];
  return (
    <div className="facets">
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {data && shown.every(({ values }) => values.length === 0) && <p className="muted">{t.facetsNone}</p>}
      {shown.map(facet => (
        <FacetGroup key={facet.kind} facet={facet} filters={filters} change={change} />
      ))}
      <Least filters={filters} change={change} />
    </div>
  );
}

function FacetGroup({
  facet,
  filters,
  change,
}: {
  facet: Facet;
  filters: readonly Filter[];
  change: FacetsProps['change'];
}) {
  const t = useTexts(callsTexts);
  const common = useTexts(commonTexts);
  const name = facet.kind.replace(':', '.');
  const asked = filters.filter(filter => filter.name === name);
  const missing = asked.filter(({ value }) => !facet.values.some(each => each.value === value));
  const values = [...facet.values, ...missing.map(({ value }) => ({ value, calls: facet.more ? undefined : 0 }))];
  if (values.length === 0) return null;
  const most = Math.max(1, ...values.map(({ calls }) => calls ?? 0));
  return (
    <details className="facet" open={asked.length > 0 || OPEN.has(facet.kind)}>
      <summary>
        {facet.kind.startsWith('tag:') && <span className="muted">{t.tags} </span>}
        {filterName(name, common)}
      </summary>
      <ul>
        {values.map(({ value, calls }) => (
          <FacetValue
            key={value}
            filter={{ name, value, not: false }}
            text={filterValue(name, value, common, t)}
            calls={calls}
            exact={facet.exact}
            share={(calls ?? 0) / most}
            filters={filters}
            change={change}
          />
        ))}
      </ul>
      {facet.more && <p className="facet-more muted">{t.facetsMore}</p>}
    </details>
  );
}

const OPEN: ReadonlySet<FacetKind> = new Set(['model', 'provider', 'state', 'code']);

function FacetValue({
  filter,
  text,
  calls,
  exact,
  share,
  filters,
  change,
}: {
  filter: Filter;
  text: string;
  /** Unknown of a chosen value that is not among the most frequent ones. */
  calls: number | undefined;
  exact: boolean;
  share: number;
  filters: readonly Filter[];
  change: FacetsProps['change'];
}) {
  const t = useTexts(callsTexts);
  const formats = useFormats();
  const excluded: Filter = { ...filter, not: true };
  const only = filters.some(other => sameFilter(other, filter));
  const not = filters.some(other => sameFilter(other, excluded));
  const toggle = (wanted: Filter, on: boolean) =>
    change(on ? withoutFilter(filters, wanted) : withFilter(filters, wanted));
  return (
    <li className={not ? 'facet-value facet-value-not' : 'facet-value'}>
      <button
        type="button"
        className="facet-only"
        aria-pressed={only}
        title={only ? t.onlyRemove(text) : t.only(text)}
        onClick={() => toggle(filter, only)}
      >
        <span className="facet-bar" style={{ width: `${share * 100}%` }} />
        <span className="facet-mark">{only && <Icon name="check" size={12} />}</span>
        <bdi className="facet-text">{text}</bdi>
        <span className="facet-calls" title={exact ? undefined : t.facetsAbout}>
          {calls !== undefined && (exact ? '' : '≥') + formats.compact(calls)}
        </span>
      </button>
      <button
        type="button"
        className="facet-not"
        aria-pressed={not}
        aria-label={not ? t.notRemove(text) : t.not(text)}
        title={not ? t.notRemove(text) : t.not(text)}
        onClick={() => toggle(excluded, not)}
      >
        <Icon name="not" size={12} />
      </button>
    </li>
  );
}

/** The least time and cost. */
function Least({ filters, change }: { filters: readonly Filter[]; change: FacetsProps['change'] }) {
  const t = useTexts(callsTexts);
  const common = useTexts(commonTexts);
  const given = (name: string) => filters.find(filter => filter.name === name)?.value ?? '';
  const [milliseconds, setMilliseconds] = useState(given('min_ms'));
  const [dollars, setDollars] = useState(given('min_usd'));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    let next = filters.filter(({ name }) => name !== 'min_ms' && name !== 'min_usd');
    if (milliseconds) next = [...withFilter(next, { name: 'min_ms', value: milliseconds, not: false })];
    if (dollars) next = [...withFilter(next, { name: 'min_usd', value: dollars, not: false })];
    change(next);
  };
  return (
    <form className="facet-least" onSubmit={submit}>
      <h2>{t.least}</h2>
      <label>
        {t.leastMs}
        <input
          type="number"
          min={0}
          step={1}
          aria-label={common.terms.min_ms}
          value={milliseconds}
          onChange={event => setMilliseconds(event.target.value)}
        />
      </label>
      <label>
        {t.leastUsd}
        <input
          type="number"
          min={0}
          step="any"
          aria-label={common.terms.min_usd}
          value={dollars}
          onChange={event => setDollars(event.target.value)}
        />
      </label>
      <Button type="submit" icon="check">
        {t.add}
      </Button>
    </form>
  );
}
