import { useLocation } from 'wouter';
import type { Histogram as HistogramDocument, SumsDocument } from '../../api/aggregates';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { ChartTable } from '../../ui/chart/ChartTable';
import { Histogram } from '../../ui/chart/Histogram';
import { PageLink } from '../../ui/Link';
import { addressOfPage } from '../../url/addresses';
import type { Range } from '../../url/filters';
import { type Asked, callsBehind, FAILED, only } from './links';
import { type Stack, stackOf } from './series';
import { overviewTexts } from './texts';

const HEIGHT = 110;
const COLOURS = ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5'] as const;

interface ChartProps {
  asked: Asked;
  zoom: (range: Range) => void;
}

/** Calls over time, errors apart. */
export function CallsChart({ data, asked, zoom }: ChartProps & { data: HistogramDocument }) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const show = useShowCalls(asked);
  const good = data.calls.map((calls, at) => calls - (data.errors[at] ?? 0));
  const begin = (at: number) => data.from_ms + at * data.step_ms;
  return (
    <figure className="chart">
      <figcaption>
        <h3>{t.chartCalls}</h3>
        <ul className="legend">
          <li>
            <Swatch colour="chart-1" />
            <PageLink page="calls" state={callsBehind(asked, [only('state', 'success')])}>
              {t.good}
            </PageLink>
          </li>
          <li>
            <Swatch colour="chart-bad" />
            <PageLink page="calls" state={callsBehind(asked, FAILED)}>
              {t.errors}
            </PageLink>
          </li>
        </ul>
      </figcaption>
      <Histogram
        label={t.chartLabel(t.chartCalls)}
        from={data.from_ms}
        step={data.step_ms}
        height={HEIGHT}
        series={[
          { name: 'errors', values: data.errors, colour: 'chart-bad' },
          { name: 'calls', values: good, colour: 'chart-1' },
        ]}
        onZoom={zoom}
        onPick={show}
        describe={at => (
          <>
            <div>
              {t.calls} <b>{formats.count(data.calls[at] ?? 0)}</b>
            </div>
            <div className={data.errors[at] ? 'bad' : undefined}>
              {t.errors} <b>{formats.count(data.errors[at] ?? 0)}</b>
            </div>
          </>
        )}
      />
      <ChartTable
        caption={t.chartCalls}
        columns={[t.tableTime, t.calls, t.errors, t.cost]}
        rows={[...data.calls.entries()]
          .filter(([, calls]) => calls > 0)
          .map(([at, calls]) => [
            formats.moment(begin(at)),
            formats.count(calls),
            formats.count(data.errors[at] ?? 0),
            formats.money(data.nano_usd[at] ?? 0),
          ])}
      />
    </figure>
  );
}

/** Cost over time: by model where the gateway tells hours or days apart, else as one. */
export function CostChart({
  sums,
  step,
  data,
  asked,
  zoom,
}: ChartProps & { sums: SumsDocument; step: 'hour' | 'day' | undefined; data: HistogramDocument | undefined }) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const show = useShowCalls(asked);
  const stack = (step && stackOf(sums, step)) ?? whole(data);
  const nameOf = (value: string | undefined) => value ?? (stack?.layers.length === 1 ? t.cost : t.other);
  const shown = stack?.layers.some(({ sum }) => sum > 0);
  return (
    <figure className="chart">
      <figcaption>
        <h3>{t.chartCost}</h3>
        <ul className="legend">
          {shown &&
            stack?.layers.map(({ value, sum }, index) => (
              <li key={value ?? ''} title={formats.money(sum)}>
                <Swatch colour={COLOURS[index] ?? 'chart-5'} />
                {value === undefined ? (
                  nameOf(value)
                ) : (
                  <PageLink page="calls" state={callsBehind(asked, [only('model', value)], { top: 'cost' })}>
                    <bdi>{value}</bdi>
                  </PageLink>
                )}
              </li>
            ))}
        </ul>
      </figcaption>
      {stack && shown ? (
        <>
          <Histogram
            label={t.chartLabel(t.chartCost)}
            from={stack.from}
            step={stack.step}
            height={HEIGHT}
            series={stack.layers.map(({ value, values }, index) => ({
              name: value ?? '',
              values,
              colour: COLOURS[index] ?? 'chart-5',
            }))}
            onZoom={zoom}
            onPick={show}
            describe={at => (
              <>
                {stack.layers
                  .filter(({ values }) => (values[at] ?? 0) > 0)
                  .map(({ value, values }) => (
                    <div key={value ?? ''} className="chart-tip-line">
                      <bdi>{nameOf(value)}</bdi> <b>{formats.money(values[at] ?? 0)}</b>
                    </div>
                  ))}
              </>
            )}
          />
          <ChartTable
            caption={t.chartCost}
            columns={[t.tableTime, ...stack.layers.map(({ value }) => nameOf(value))]}
            rows={timesOf(stack).map(at => [
              formats.moment(stack.from + at * stack.step),
              ...stack.layers.map(({ values }) => formats.money(values[at] ?? 0)),
            ])}
          />
        </>
      ) : (
        <p className="muted chart-empty">{t.noCost}</p>
      )}
    </figure>
  );
}

function Swatch({ colour }: { colour: string }) {
  return (
    <svg className="swatch" width={10} height={10} aria-hidden="true">
      <rect className={colour} width={10} height={10} rx={2} />
    </svg>
  );
}

function useShowCalls(asked: Asked): (range: Range) => void {
  const [, navigate] = useLocation();
  return range => navigate(addressOfPage('calls', callsBehind({ ...asked, range })));
}

/** Returns the cost of a histogram, which tells no models apart. */
function whole(data: HistogramDocument | undefined): Stack | undefined {
  if (!data) return undefined;
  const sum = data.nano_usd.reduce((total, nanos) => total + nanos, 0);
  return { from: data.from_ms, step: data.step_ms, layers: [{ value: undefined, values: data.nano_usd, sum }] };
}

/** The steps in which there was a cost. */
function timesOf({ layers }: Stack): number[] {
  const count = layers[0]?.values.length ?? 0;
  return Array.from({ length: count }, (_, at) => at).filter(at => layers.some(({ values }) => (values[at] ?? 0) > 0));
}
