import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { SumsDocument } from '../../api/aggregates';
import type { CallPage } from '../../api/calls';
import { request } from '../../api/client';
import { sumsQuery } from '../../api/sums';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { useTitle } from '../../platform/title';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Notice } from '../../ui/Notice';
import { apiParameters, boundsOf } from '../../url/filters';
import { usePageState } from '../../url/location';
import { facetsQuery, histogramQuery } from '../calls/queries';
import { EmptyRange } from '../calls/EmptyRange';
import { FilterChips } from '../calls/FilterChips';
import { Changes } from './Changes';
import { CallsChart, CostChart } from './Charts';
import { Figures } from './Figures';
import { stepOf } from './series';
import { Spenders } from './Spenders';
import { overviewTexts } from './texts';
import { Worst } from './Worst';
import './overview.css';

const FirstRun = lazy(() => import('./first/FirstRun'));

/** Milliseconds between two looks at a range that ends now. */
const AGAIN = 30_000;

export default function OverviewPage() {
  const t = useTexts(overviewTexts);
  const [state, change] = usePageState('overview');
  const [newcomer, setNewcomer] = useState<boolean>();
  useTitle(t.title);
  const parameters = apiParameters(state);
  const step = stepOf(boundsOf(state.range));
  const again = { refetchInterval: 'last' in state.range ? AGAIN : (false as const) };
  const models = useQuery({ ...sumsQuery(parameters, { by: 'model', against: 'before', step }), ...again });
  const unfiltered = state.filters.length === 0 && state.q === undefined;
  const empty = models.data?.total.calls === 0;
  const { data: any } = useQuery({
    queryKey: ['calls', 'any'],
    queryFn: ({ signal }) => request<CallPage>('calls', { parameters: { limit: 1 }, signal }),
    enabled: empty && unfiltered,
  });
  const never = empty && !models.isPlaceholderData && unfiltered && any?.calls.length === 0;
  // Whoever began here sees the first call through, also once there is a figure to show.
  if (never && newcomer === undefined) setNewcomer(true);
  if (newcomer) {
    return (
      <Suspense fallback={null}>
        <FirstRun
          done={() => {
            setNewcomer(false);
            void models.refetch();
          }}
        />
      </Suspense>
    );
  }
  return (
    <div className="overview">
      <h1 className="visually-hidden">{t.title}</h1>
      {state.filters.length > 0 && <FilterChips filters={state.filters} change={filters => change({ filters })} />}
      {models.error && <ErrorNotice error={models.error} retry={() => void models.refetch()} />}
      {!models.data && !models.error && <div className="skeleton overview-loading" />}
      {empty && (unfiltered ? any !== undefined : true) && <EmptyRange asked={state} change={change} />}
      {models.data && !empty && <Answers sums={models.data} step={step} again={again} />}
    </div>
  );
}

function Answers({
  sums,
  step,
  again,
}: {
  sums: SumsDocument;
  step: 'hour' | 'day' | undefined;
  again: { refetchInterval: number | false };
}) {
  const [state, change] = usePageState('overview');
  const parameters = apiParameters(state);
  const histogram = useQuery({ ...histogramQuery(parameters, false), ...again });
  const keys = useQuery({ ...sumsQuery(parameters, { by: 'key', against: 'before' }), ...again });
  const codes = useQuery({ ...sumsQuery(parameters, { by: 'code', against: 'before' }), ...again });
  const facets = useQuery({ ...facetsQuery(parameters, ['status', 'tag'], false), ...again });
  const failed = [histogram, keys, codes, facets].find(({ error }) => error);
  const valuesOf = (kind: string) => facets.data?.find(facet => facet.kind === kind)?.values;
  const zoom = (range: typeof state.range) => change({ range });
  const limited = valuesOf('status')?.find(({ value }) => value === '429')?.calls ?? 0;
  return (
    <>
      <Partial sums={sums} />
      <Figures sums={sums} asked={state} />
      {failed && <ErrorNotice error={failed.error} retry={() => void failed.refetch()} />}
      <div className="overview-cards">
        <div className="overview-column">
          <section className="card charts">
            {histogram.data && <CallsChart data={histogram.data} asked={state} zoom={zoom} />}
            <CostChart sums={sums} step={step} data={histogram.data} asked={state} zoom={zoom} />
          </section>
          <Spenders
            by={state.by}
            tags={valuesOf('tag')?.map(({ value }) => value)}
            parameters={parameters}
            asked={state}
            choose={by => change({ by: by === 'key' ? undefined : by }, { replace: true })}
          />
        </div>
        <div className="overview-column">
          <Changes models={sums} keys={keys.data} codes={codes.data} asked={state} />
          <Worst codes={codes.data} limited={limited} data={histogram.data} parameters={parameters} asked={state} />
        </div>
      </div>
    </>
  );
}

/** Says where the figures do not hold all calls of the range. */
function Partial({ sums: { exact, looked_until } }: { sums: SumsDocument }) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  if (exact) return null;
  const text = looked_until ? t.partialUntil(formats.moment(Date.parse(looked_until))) : t.partial;
  return <Notice tone="warning">{text}</Notice>;
}
