import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Outlier } from '../../api/aggregates';
import type { Parameters } from '../../api/client';
import { useTexts } from '../../i18n/texts';
import { type Formats, useFormats } from '../../platform/formats';
import { Histogram } from '../../ui/chart/Histogram';
import { ErrorNotice } from '../../ui/ErrorNotice';
import type { Range } from '../../url/filters';
import { histogramQuery } from './queries';
import { callsTexts } from './texts';

const BY: readonly Outlier['by'][] = ['cost', 'total', 'first'];

/** The calls over time, with those that stand out. */
export function Timeline({
  parameters,
  fresh,
  zoom,
  jump,
  open,
}: {
  parameters: Parameters;
  /** Asks again and again. */
  fresh: boolean;
  zoom: (range: Range) => void;
  /** Shows the list from a moment back. */
  jump: (at: number) => void;
  open: (id: string) => void;
}) {
  const t = useTexts(callsTexts);
  const formats = useFormats();
  const [chosen, setBy] = useState<Outlier['by']>();
  const { data, error, refetch } = useQuery(histogramQuery(parameters, fresh));
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (!data) return <div className="timeline timeline-waiting" />;
  const by = chosen ?? BY.find(each => data.outliers.some(outlier => outlier.by === each)) ?? 'cost';
  const good = data.calls.map((calls, bucket) => calls - (data.errors[bucket] ?? 0));
  return (
    <div className="timeline">
      <Histogram
        label={t.chart}
        from={data.from_ms}
        step={data.step_ms}
        series={[
          { name: 'errors', values: data.errors, colour: 'chart-bad' },
          { name: 'calls', values: good, colour: 'chart-1' },
        ]}
        marks={data.outliers
          .filter(outlier => outlier.by === by)
          .map(({ id, time, value }) => ({
            id,
            at: Date.parse(time),
            label: `${t.outliersBy[by]} ${outlierText(by, value, formats)} · ${formats.moment(Date.parse(time))}`,
          }))}
        axisInset={data.outliers.length > 0 ? 250 : undefined}
        onMark={open}
        onZoom={zoom}
        onPick={({ to }) => jump(to)}
        describe={bucket => (
          <>
            <div>
              <b>{formats.count(data.calls[bucket] ?? 0)}</b> {t.chartCalls}
              {(data.errors[bucket] ?? 0) > 0 && (
                <span className="bad">
                  {' · '}
                  <b>{formats.count(data.errors[bucket] ?? 0)}</b> {t.chartErrors}
                </span>
              )}
            </div>
            <div>{formats.money(data.nano_usd[bucket] ?? 0)}</div>
          </>
        )}
      />
      <div className="timeline-by">
        {data.outliers.length > 0 && (
          <>
            <span className="muted">{t.outliers}</span>
            {BY.map(each => (
              <button key={each} type="button" aria-pressed={each === by} onClick={() => setBy(each)}>
                {t.outliersBy[each]}
              </button>
            ))}
          </>
        )}
        {data.looked_until && (
          <span className="warning">{t.chartAbout(formats.moment(Date.parse(data.looked_until)))}</span>
        )}
      </div>
    </div>
  );
}

function outlierText(by: Outlier['by'], value: number, formats: Formats): string {
  return by === 'cost' ? formats.money(value) : formats.duration(value);
}
