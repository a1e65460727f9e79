import { useQuery } from '@tanstack/react-query';
import type { Facet, Histogram, Outlier, SumsDocument } from '../../api/aggregates';
import { type Parameters, request } from '../../api/client';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { PageLink } from '../../ui/Link';
import { isState } from './changes';
import { type Asked, callsBehind, only } from './links';
import { overviewTexts } from './texts';

const CODES = 6;
const CALLS = 4;

/** Errors by code, calls that were turned away by a rate limit, and the dearest and slowest calls. */
export function Worst({
  codes,
  limited,
  data,
  parameters,
  asked,
}: {
  codes: SumsDocument | undefined;
  /** Calls that ended with 429. */
  limited: number;
  data: Histogram | undefined;
  parameters: Parameters;
  asked: Asked;
}) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const failed = codes?.groups.flatMap(({ value, calls, before }) =>
    value === undefined || isState(value) ? [] : [{ value, calls, before }],
  );
  return (
    <section className="card worst" aria-labelledby="overview-worst">
      <h2 id="overview-worst">{t.worst}</h2>
      <div className="worst-lists">
        <div>
          <h3>{t.codes}</h3>
          {failed?.length === 0 && <p className="muted">{t.noErrors}</p>}
          <ul className="counts">
            {failed
              ?.sort((a, b) => b.calls - a.calls)
              .slice(0, CODES)
              .map(({ value, calls, before }) => (
                <li key={value}>
                  <PageLink page="calls" state={callsBehind(asked, [only('code', value)])}>
                    <bdi className="mono">{value}</bdi>
                  </PageLink>
                  <span className="number" title={before && t.before(formats.count(before.calls))}>
                    {formats.count(calls)}
                  </span>
                </li>
              ))}
          </ul>
          {limited > 0 && <Limited parameters={parameters} asked={asked} />}
        </div>
        <Outliers by="cost" title={t.dearest} data={data} />
        <Outliers by="total" title={t.slowest} data={data} />
      </div>
    </section>
  );
}

/** Which providers answered 429. */
function Limited({ parameters, asked }: { parameters: Parameters; asked: Asked }) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: ['limited', parameters],
    queryFn: async ({ signal }) => {
      const limitedOnly = { ...parameters, status: '429', kinds: 'provider' };
      return (
        (await request<{ facets: Facet[] }>('facets', { parameters: limitedOnly, signal })).facets[0]?.values ?? []
      );
    },
  });
  return (
    <>
      <h3>{t.limited}</h3>
      <ul className="counts">
        {data?.slice(0, CALLS).map(({ value, calls }) => (
          <li key={value}>
            <PageLink
              page="calls"
              state={callsBehind(asked, [only('status', '429'), ...(value ? [only('provider', value)] : [])])}
              title={value && t.limitedBy(value)}
            >
              <bdi>{value || '–'}</bdi>
            </PageLink>
            <span className="number">{formats.count(calls)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Outliers({ by, title, data }: { by: Outlier['by']; title: string; data: Histogram | undefined }) {
  const formats = useFormats();
  const found = data?.outliers.filter(outlier => outlier.by === by) ?? [];
  return (
    <div>
      <h3>{title}</h3>
      <ul className="counts">
        {found
          .sort((a, b) => b.value - a.value)
          .slice(0, CALLS)
          .map(({ id, time, value }) => (
            <li key={id}>
              <PageLink page="call" state={{ id, tab: by === 'cost' ? 'cost' : 'summary' }}>
                {formats.moment(Date.parse(time))}
              </PageLink>
              <span className="number">{by === 'cost' ? formats.money(value) : formats.duration(value)}</span>
            </li>
          ))}
        {found.length === 0 && <li className="muted">–</li>}
      </ul>
    </div>
  );
}
