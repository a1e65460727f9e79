import type { Sums, SumsBy, SumsDocument } from '../../api/aggregates';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { type Formats, useFormats } from '../../platform/formats';
import { PageLink } from '../../ui/Link';
import { type Filter, withFilter } from '../../url/filters';
import type { Asked } from '../../url/pages';
import { amountsOf, type Kind, kindsOf, usesCache } from './amounts';
import { costsTexts } from './texts';

const DAY_MS = 86_400_000;

const PRICE_UNKNOWN: Filter = { name: 'cost', value: 'unknown', not: false };

/** Days that are drawn; of longer ranges, the latest. */
const MOST_DAYS = 31;

/** The groups with their days, usage and cost; the dearest first. */
export function CostTable({
  data,
  by,
  asked,
  stale,
}: {
  data: SumsDocument;
  by: SumsBy;
  asked: Asked;
  stale: boolean;
}) {
  const t = useTexts(costsTexts);
  const days = daysOf(data);
  const kinds = kindsOf(data.total);
  const cache = usesCache(data.total);
  if (data.groups.length === 0 && !data.other && by.startsWith('tag:')) {
    return <p className="muted">{t.noTag(by.slice(4))}</p>;
  }
  const most = Math.max(1, ...(data.series ?? []).flatMap(({ points }) => points.map(point => point.nano_usd)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className="costs-scroll" tabIndex={0} role="region" aria-label={t.title} aria-busy={stale}>
      <table className={stale ? 'costs-table costs-stale' : 'costs-table'}>
        <thead>
          <tr>
            <th scope="col">{by.startsWith('tag:') ? by.slice(4) : t.by[by as 'model']}</th>
            {days.length > 1 && <th scope="col">{t.days}</th>}
            <th scope="col" className="number">
              {t.calls}
            </th>
            <th scope="col" className="number">
              {t.input}
            </th>
            <th scope="col" className="number">
              {t.cached}
            </th>
            <th scope="col" className="number">
              {t.output}
            </th>
            {kinds.map(kind => (
              <th key={kind} scope="col" className="number">
                {t.kinds[kind]}
              </th>
            ))}
            <th scope="col" className="number">
              {t.cost}
            </th>
            {cache && (
              <th scope="col" className="number">
                {t.cache.column}
              </th>
            )}
            <th scope="col" className="number">
              {t.change}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.groups.map(group => {
            const points = data.series?.find(({ value }) => value === group.value)?.points ?? [];
            const filters = filtersOf(by, group.value, asked.filters);
            return (
              <tr key={group.value ?? ''}>
                <th scope="row">
                  {filters ? (
                    <PageLink page="calls" state={{ ...asked, filters }}>
                      <bdi>{visible(group.value ?? '')}</bdi>
                    </PageLink>
                  ) : (
                    t.without
                  )}
                </th>
                {days.length > 1 && (
                  <td>
                    <Days
                      days={days}
                      points={points}
                      most={most}
                      group={group.value ?? t.without}
                      asked={asked}
                      filters={filters}
                    />
                  </td>
                )}
                <Figures
                  sums={group}
                  before={group.before}
                  kinds={kinds}
                  cache={cache}
                  asked={filters && { ...asked, filters }}
                />
              </tr>
            );
          })}
          {data.other && (
            <tr>
              <th scope="row" className="muted">
                {t.other}
              </th>
              {days.length > 1 && <td />}
              <Figures sums={data.other} before={undefined} kinds={kinds} cache={cache} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function Figures({
  sums,
  before,
  kinds,
  cache,
  asked,
}: {
  sums: Sums;
  before: Sums | undefined;
  kinds: readonly Kind[];
  cache: boolean;
  /** The calls behind the figures; absent where no condition names them. */
  asked?: Asked;
}) {
  const t = useTexts(costsTexts);
  const formats = useFormats();
  const amounts = amountsOf(sums);
  const { calls, input_tokens, cached_tokens, output_tokens, nano_usd, unpriced } = sums;
  return (
    <>
      <td className="number">
        {asked ? (
          <PageLink page="calls" state={asked}>
            {formats.count(calls)}
          </PageLink>
        ) : (
          formats.count(calls)
        )}
      </td>
      <td className="number">{formats.compact(input_tokens)}</td>
      <td className="number">{input_tokens > 0 ? formats.percent(cached_tokens / input_tokens) : '–'}</td>
      <td className="number">{formats.compact(output_tokens)}</td>
      {kinds.map(kind => (
        <td key={kind} className="number">
          {amounts[kind] === 0 ? '–' : formats.money(amounts[kind])}
        </td>
      ))}
      <td className="number">
        {unpriced === calls ? '?' : formats.money(nano_usd)}
        {unpriced > 0 && unpriced < calls && (
          <>
            {' '}
            {asked ? (
              <PageLink
                page="calls"
                state={{ ...asked, filters: withFilter(asked.filters, PRICE_UNKNOWN) }}
                className="warning"
                title={t.unpricedCalls(formats.count(unpriced), unpriced)}
              >
                +{formats.count(unpriced)}?
              </PageLink>
            ) : (
              <span className="warning">+{formats.count(unpriced)}?</span>
            )}
          </>
        )}
      </td>
      {cache && <Savings sums={sums} />}
      <td className="number muted">{changeOf(nano_usd, before?.nano_usd, formats)}</td>
    </>
  );
}

/** What the prompt cache saved; marked where it cost more than it saved, or where that is not known of all calls. */
function Savings({ sums }: { sums: Sums }) {
  const t = useTexts(costsTexts).cache;
  const formats = useFormats();
  const { cache_savings_nano_usd: saved, cache_unpriced: unknown } = sums;
  if (!usesCache(sums)) return <td className="number">–</td>;
  return (
    <td
      className={saved < 0 ? 'number warning' : 'number'}
      title={saved < 0 ? t.lost(formats.money(-saved)) : undefined}
    >
      {saved === 0 && unknown > 0 ? '' : formats.money(saved)}
      {unknown > 0 && (
        <span className="warning" title={t.unknown(formats.count(unknown), unknown)}>
          {' '}
          +{formats.count(unknown)}?
        </span>
      )}
    </td>
  );
}

function changeOf(now: number, before: number | undefined, formats: Formats): string {
  if (!before) return '–';
  return formats.change((now - before) / before);
}

/** A bar for each day, whose height is its cost; a click leads to the day's calls. */
function Days({
  days,
  points,
  most,
  group,
  asked,
  filters,
}: {
  days: readonly number[];
  points: readonly { at_ms: number; calls: number; nano_usd: number }[];
  most: number;
  group: string;
  asked: Asked;
  filters: readonly Filter[] | undefined;
}) {
  const t = useTexts(costsTexts);
  const formats = useFormats();
  return (
    <span className="costs-days">
      {days.map(day => {
        const point = points.find(({ at_ms }) => at_ms === day);
        if (!point || !filters) return <span key={day} className="costs-day" />;
        const label = t.day(formats.day(day), group, formats.money(point.nano_usd), formats.count(point.calls));
        return (
          <PageLink
            key={day}
            page="calls"
            state={{ ...asked, filters, range: { from: day, to: day + DAY_MS } }}
            className="costs-day"
            title={label}
            aria-label={label}
          >
            <span style={{ height: `${Math.max(2, Math.round((point.nano_usd / most) * 22))}px` }} />
          </PageLink>
        );
      })}
    </span>
  );
}

/** Returns the beginnings of the days that any group has calls on, and of those between. */
export function daysOf(data: SumsDocument): number[] {
  const seen = (data.series ?? []).flatMap(({ points }) => points.map(({ at_ms }) => at_ms));
  if (seen.length === 0) return [];
  const days = [...new Set(seen)].sort((a, b) => a - b);
  return days.slice(-MOST_DAYS);
}

/** Returns the conditions of a group's calls; undefined where no condition names them. */
function filtersOf(by: SumsBy, value: string | undefined, filters: readonly Filter[]): readonly Filter[] | undefined {
  if (value === undefined || value === '') return undefined;
  const name = by.startsWith('tag:') ? `tag.${by.slice('tag:'.length)}` : by;
  return withFilter(filters, { name, value, not: false });
}
