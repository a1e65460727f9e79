import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Sums, SumsDocument } from '../../api/aggregates';
import { runningQuery } from '../../api/queries';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { PageLink } from '../../ui/Link';
import type { PageState } from '../../url/pages';
import { cachedShare } from './changes';
import { type Asked, callsBehind, FAILED, only } from './links';
import { overviewTexts } from './texts';

/** The figures of a range beside those of the time before; each leads to its calls. */
export function Figures({ sums: { total, before: earlier, exact }, asked }: { sums: SumsDocument; asked: Asked }) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const before = earlier && earlier.calls > 0 ? earlier : undefined;
  const least = (text: string) => (exact ? text : `≥ ${text}`);
  const errors = { now: rate(total), before: before && rate(before) };
  const cached = { now: cachedShare(total), before: before && cachedShare(before) };
  return (
    <section className="figures-row" aria-label={t.figures}>
      <Figure
        name={t.calls}
        value={least(formats.count(total.calls))}
        to={callsBehind(asked)}
        change={before && <Relative now={total.calls} before={before.calls} show={formats.count} />}
      />
      <Figure
        name={t.cost}
        value={least(formats.money(total.nano_usd))}
        to={callsBehind(asked, [], { top: 'cost' })}
        change={before && <Relative now={total.nano_usd} before={before.nano_usd} show={formats.money} more="bad" />}
        note={
          total.unpriced > 0 && (
            <PageLink
              page="calls"
              state={callsBehind(asked, [only('cost', 'unknown')])}
              className="warning"
              title={t.unpricedHint}
            >
              {t.unpriced(formats.count(total.unpriced))}
            </PageLink>
          )
        }
      />
      <Figure
        name={t.errors}
        value={formats.percent(errors.now)}
        to={callsBehind(asked, FAILED)}
        tone={total.errors > 0 ? 'bad' : undefined}
        change={errors.before !== undefined && <Points now={errors.now} before={errors.before} more="bad" />}
        note={<span>{formats.count(total.errors)}</span>}
      />
      <Figure
        name={t.cached}
        value={cached.now === undefined ? '–' : formats.percent(cached.now)}
        to={callsBehind(asked, [only('cache', 'hit')])}
        change={
          cached.now !== undefined &&
          cached.before !== undefined && <Points now={cached.now} before={cached.before} more="good" />
        }
        note={<span>{`${formats.compact(total.cached_tokens)} / ${formats.compact(total.input_tokens)}`}</span>}
      />
      <Times
        name={t.first}
        p50="first_p50_ms"
        p95="first_p95_ms"
        {...{ total, before }}
        to={callsBehind(asked, [], { top: 'first' })}
      />
      <Times
        name={t.total}
        p50="p50_ms"
        p95="p95_ms"
        {...{ total, before }}
        to={callsBehind(asked, [], { top: 'total' })}
      />
      <Times
        name={t.gateway}
        p50="gateway_p50_ms"
        p95="gateway_p95_ms"
        {...{ total, before }}
        to={callsBehind(asked, [], { cols: ['time', 'status', 'model', 'question', 'gateway', 'first', 'total'] })}
      />
      <Running />
    </section>
  );
}

type Median = 'first_p50_ms' | 'p50_ms' | 'gateway_p50_ms';
type Slow = 'first_p95_ms' | 'p95_ms' | 'gateway_p95_ms';

function Times({
  name,
  total,
  before,
  p50,
  p95,
  to,
}: {
  name: string;
  total: Sums;
  before: Sums | undefined;
  p50: Median;
  p95: Slow;
  to: Partial<PageState<'calls'>>;
}) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const now = total[p50];
  const earlier = before?.[p50];
  const slow = total[p95];
  return (
    <Figure
      name={name}
      value={now === undefined ? '–' : formats.duration(now)}
      to={to}
      change={
        now !== undefined &&
        earlier !== undefined && <Relative now={now} before={earlier} show={formats.duration} more="bad" />
      }
      note={slow !== undefined && <span title={t.p95Hint}>{t.p95(formats.duration(slow))}</span>}
    />
  );
}

function Running() {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const { data } = useQuery(runningQuery);
  return (
    <Figure
      name={t.running}
      value={data ? formats.count(data.calls.length) : '–'}
      to={{ live: true }}
      note={<span>{t.runningNow}</span>}
    />
  );
}

function Figure({
  name,
  value,
  to,
  tone,
  change,
  note,
}: {
  name: string;
  value: string;
  to: Partial<PageState<'calls'>>;
  tone?: 'bad';
  change?: ReactNode;
  note?: ReactNode;
}) {
  return (
    <div className="figure">
      <PageLink page="calls" state={to} className="figure-link">
        <span className="figure-name">{name}</span>
        <span className={tone ? `figure-value ${tone}` : 'figure-value'}>{value}</span>
      </PageLink>
      <div className="figure-notes">
        {change}
        {note}
      </div>
    </div>
  );
}

/** A change that is worth a colour is at least this much of what was before. */
const NOTABLE = 0.1;

function Relative({
  now,
  before,
  show,
  more,
}: {
  now: number;
  before: number;
  show: (value: number) => string;
  more?: 'good' | 'bad';
}) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  if (before <= 0) return null;
  const change = now / before - 1;
  return (
    <span className={toneOf(change, more)} title={t.before(show(before))}>
      {arrowOf(change, 0.005)} {formats.change(change)}
    </span>
  );
}

function Points({ now, before, more }: { now: number; before: number; more: 'good' | 'bad' }) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const points = now - before;
  return (
    <span className={toneOf(points * 4, more)} title={t.before(formats.percent(before))}>
      {arrowOf(points, 0.0005)} {t.points(formats.points(points))}
    </span>
  );
}

function toneOf(change: number, more: 'good' | 'bad' | undefined): string | undefined {
  if (!more || Math.abs(change) < NOTABLE) return undefined;
  const worse = more === 'bad' ? change > 0 : change < 0;
  return worse ? 'bad' : 'good';
}

function arrowOf(change: number, least: number): string {
  return Math.abs(change) < least ? '=' : change > 0 ? '▲' : '▼';
}

function rate({ calls, errors }: Sums): number {
  return calls > 0 ? errors / calls : 0;
}
