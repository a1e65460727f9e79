import type { Attempt, CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { summaryTexts } from './texts';
import { type Phase, waterfallOf } from './waterfall';

const LEGEND: readonly Phase[] = ['queue', 'connect', 'wait', 'think', 'stream', 'rest'];

/** The attempts of a call along its time. */
export function WaterfallChart({ call }: { call: CallDocument }) {
  const t = useTexts(summaryTexts);
  const formats = useFormats();
  const { rows, length, before } = waterfallOf(call);
  const percent = (micros: number) => `${(micros / length) * 100}%`;
  const duration = (micros: number) => formats.duration(micros / 1000);
  const phases = new Set(rows.flatMap(({ segments }) => segments.map(({ phase }) => phase)));
  return (
    <section className="waterfall">
      <h2>{t.waterfall}</h2>
      {rows.length === 0 && <p className="muted">{t.noAttempts}</p>}
      {before !== undefined && (
        <div className="waterfall-row">
          <span className="waterfall-name">{t.phases.gateway}</span>
          <span className="waterfall-bar">
            <span className="phase phase-gateway" style={{ left: 0, width: percent(before) }} />
          </span>
          <span className="waterfall-end number">
            {call.timing.gateway_us === undefined ? '' : duration(call.timing.gateway_us)}
          </span>
        </div>
      )}
      {rows.map(({ attempt, segments, end }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: attempts have no name but their number
        <div key={index} className="waterfall-row">
          <span className="waterfall-name" title={`${attempt.model} · ${attempt.dialect}`}>
            {index + 1} {attempt.provider}
            {attempt.reason && <span className="muted"> {t.reasons[attempt.reason]}</span>}
          </span>
          <span className="waterfall-bar">
            {segments.map(({ phase, from, to }) => (
              <span
                key={phase}
                className={`phase phase-${phase}`}
                style={{ left: percent(from), width: percent(to - from) }}
                title={`${t.phases[phase]}: ${duration(to - from)}`}
              />
            ))}
          </span>
          <AttemptEnd attempt={attempt} length={duration(end - (attempt.sent_at_us ?? 0))} />
          <span className="waterfall-times muted">
            {segments.map(({ phase, from, to }) => `${t.phases[phase]} ${duration(to - from)}`).join(' · ')}
          </span>
          {attempt.error && <span className="waterfall-error">{attempt.error.message}</span>}
        </div>
      ))}
      {phases.size > 0 && (
        <ul className="waterfall-legend" aria-hidden="true">
          {LEGEND.filter(phase => phases.has(phase)).map(phase => (
            <li key={phase}>
              <span className={`swatch phase-${phase}`} />
              {t.phases[phase]}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function AttemptEnd({ attempt, length }: { attempt: Attempt; length: string }) {
  const t = useTexts(summaryTexts);
  const failed = attempt.error !== undefined || attempt.status === undefined || attempt.status >= 400;
  return (
    <span className="waterfall-end number">
      <span className={failed ? 'bad' : 'good'} title={attempt.won ? t.won : undefined}>
        {attempt.status ?? t.noStatus}
        {attempt.won && ' ✔'}
      </span>{' '}
      {length}
    </span>
  );
}
