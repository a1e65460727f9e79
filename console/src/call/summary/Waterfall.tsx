import type { Attempt, CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Icon } from '../../ui/Icon';
import { callTexts } from '../texts';
import { visible } from '../visible';
import { type Phase, waterfallOf } from './waterfall';

const PHASES: readonly Phase[] = ['queue', 'connect', 'wait', 'think', 'stream', 'rest'];
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** When the gateway asked whom, what it waited for, and what it needed itself. */
export function Waterfall({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts).waterfall;
  const formats = useFormats();
  const waterfall = waterfallOf(call);
  if (!waterfall) return null;
  const { total, bars, gateway } = waterfall;
  const time = (micros: number) => formats.duration(micros / 1000);
  const place = (from: number, to: number) => ({
    left: `${(from / total) * 100}%`,
    width: `${((to - from) / total) * 100}%`,
  });
  const used = new Set(bars.flatMap(({ segments }) => segments.map(({ phase }) => phase)));
  const own = call.timing.gateway_us;
  return (
    <section className="waterfall" aria-label={t.title}>
      <h3>{t.title}</h3>
      <div className="waterfall-lines">
        <div className="waterfall-line">
          <div className="waterfall-name">
            <b>{t.gateway}</b> <span className="muted">{own === undefined ? '' : time(own)}</span>
          </div>
          <div className="waterfall-track">
            {gateway.map(({ from, to }) => (
              <span
                key={from}
                className="bar bar-gateway"
                style={place(from, to)}
                title={`${t.gateway} ${time(to - from)}`}
              />
            ))}
          </div>
        </div>
        {bars.map(({ attempt, from, to, segments }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts are known by their number
          <div className="waterfall-line" key={index}>
            <AttemptName attempt={attempt} number={index + 1} />
            <div className="waterfall-track">
              {segments.map(({ phase, from: begin, to: end }) => (
                <span
                  key={phase}
                  className={`bar bar-${phase}`}
                  style={place(begin, end)}
                  title={`${t.phases[phase]} ${time(end - begin)}`}
                />
              ))}
              {attempt.error && (
                <span className="bar-failed" style={{ left: `${(to / total) * 100}%` }} title={attempt.error.message} />
              )}
              <span className="visually-hidden">
                {time(from)} – {time(to)}
              </span>
            </div>
          </div>
        ))}
        <div className="waterfall-line" aria-hidden="true">
          <div className="waterfall-name" />
          <div className="waterfall-axis">
            {TICKS.map(share => (
              <span key={share} style={{ left: `${share * 100}%` }}>
                {time(total * share)}
              </span>
            ))}
          </div>
        </div>
      </div>
      <ul className="waterfall-legend">
        {PHASES.filter(phase => used.has(phase)).map(phase => (
          <li key={phase}>
            <span className={`bar-key bar-${phase}`} /> {t.phases[phase]}
          </li>
        ))}
      </ul>
      {bars.length > 0 && <PhaseTable attempts={bars.map(({ attempt }) => attempt)} time={time} />}
    </section>
  );
}

function AttemptName({ attempt, number }: { attempt: Attempt; number: number }) {
  const t = useTexts(callTexts).waterfall;
  const failed = attempt.error !== undefined || (attempt.status ?? 0) >= 400;
  return (
    <div className="waterfall-name">
      <span className="waterfall-number">{number}</span> <b>{attempt.provider}</b>{' '}
      <span className="muted">{visible(attempt.model)}</span>{' '}
      {attempt.reason && <span className="badge">{t.reasons[attempt.reason]}</span>}{' '}
      <span className={failed ? 'bad' : 'good'}>
        <Icon name={failed ? 'error' : 'check'} size={13} />
        {attempt.status ?? (failed ? (attempt.error?.code ?? attempt.error?.kind) : '')}
      </span>{' '}
      {attempt.won && <span className="muted">{t.won}</span>}
    </div>
  );
}

/** The same times as numbers, after the sending of each attempt. */
function PhaseTable({ attempts, time }: { attempts: readonly Attempt[]; time: (micros: number) => string }) {
  const t = useTexts(callTexts).waterfall;
  const columns = [
    ['sent_at_us', t.sentAt],
    ['queued_us', t.phases.queue],
    ['connect_us', t.phases.connect],
    ['first_byte_us', t.firstByte],
    ['first_token_us', t.firstToken],
    ['last_token_us', t.lastToken],
    ['duration_us', t.end],
  ] as const;
  const shown = columns.filter(([member]) => attempts.some(attempt => attempt[member] !== undefined));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled to by keys too
    <div className="scroll-x" tabIndex={0}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t.attempt}</th>
            {shown.map(([member, label]) => (
              <th key={member} scope="col" className="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: attempts are known by their number
            <tr key={index}>
              <th scope="row">
                {index + 1} {attempt.provider}
              </th>
              {shown.map(([member]) => {
                const micros = attempt[member];
                const reused = member === 'connect_us' && micros === undefined && attempt.sent_at_us !== undefined;
                return (
                  <td key={member} className="number">
                    {micros !== undefined ? time(micros) : reused ? <span className="muted">{t.reused}</span> : '–'}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
