import type { ReactNode } from 'react';
import type { CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { commonTexts } from '../../texts';
import { PageLink } from '../../ui/Link';
import type { Range } from '../../url/filters';
import { ErrorCard } from '../errors/ErrorCard';
import { Card } from '../header/Card';
import { Losses } from '../header/Losses';
import { outputOf } from '../header/CallHeader';
import type { CallTabProps } from '../tabs';
import { callTexts } from '../texts';
import { visible } from '../visible';
import { Waterfall } from './Waterfall';
import './summary.css';

/** What a call was, at a glance. */
export default function SummaryTab({ call }: CallTabProps) {
  return (
    <div className="summary">
      {(call.error || call.state === 'cancelled') && <ErrorCard call={call} />}
      <Waterfall call={call} />
      <div className="cards">
        <Tokens call={call} />
        <Times call={call} />
        <Client call={call} />
        <Losses call={call} />
      </div>
      <Words call={call} />
    </div>
  );
}

function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode] | false | undefined)[] }) {
  return (
    <dl className="facts">
      {facts.map(
        fact =>
          fact && (
            <div key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Tokens({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { usage, cost } = call;
  const input = usage ? usage.total - outputOf(call) : 0;
  const share = usage && input > 0 ? usage.cache_read / input : 0;
  return (
    <Card title={t.summary.tokens}>
      {usage?.estimated && <p className="warning">{t.summary.estimated}</p>}
      <Facts
        facts={[
          usage && [common.terms.input, formats.count(input)],
          usage !== undefined &&
            usage.cache_read > 0 && [
              common.terms.cached,
              `${formats.count(usage.cache_read)} (${formats.percent(share)})`,
            ],
          usage !== undefined &&
            usage.cache_write + usage.cache_write_hour > 0 && [
              t.buckets.cache_write,
              formats.count(usage.cache_write + usage.cache_write_hour),
            ],
          usage && [common.terms.output, formats.count(outputOf(call))],
          usage !== undefined && usage.reasoning > 0 && [common.terms.reasoning, formats.count(usage.reasoning)],
          [
            common.terms.cost,
            cost.state === 'priced' && cost.nano_usd !== undefined ? (
              <span key="cost" title={call.cost_usd && `${call.cost_usd} USD`}>
                {formats.money(cost.nano_usd)}
                {call.cost_display && call.currency && ` · ${call.cost_display} ${call.currency}`}
              </span>
            ) : (
              <span key="cost" className={cost.state === 'unknown' ? 'warning' : 'muted'}>
                {common.costs[cost.state]}
              </span>
            ),
          ],
          cost.prices !== undefined && [t.summary.prices, visible(cost.prices)],
        ]}
      />
    </Card>
  );
}

function Times({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { timing, sizes } = call;
  const time = (micros: number) => formats.duration(micros / 1000);
  const rate = timing.tokens_per_second;
  return (
    <Card title={t.summary.times}>
      <Facts
        facts={[
          timing.duration_us !== undefined && [common.terms.duration, time(timing.duration_us)],
          timing.first_token_us !== undefined && [common.terms.firstToken, time(timing.first_token_us)],
          timing.gateway_us !== undefined && [common.terms.gateway, time(timing.gateway_us)],
          rate !== undefined && [t.summary.rate, t.summary.perSecond(formats.count(rate))],
          sizes.request !== undefined && [t.summary.requestSize, formats.bytes(sizes.request)],
          sizes.answer !== undefined && [t.summary.answerSize, formats.bytes(sizes.answer)],
          [common.terms.stream, call.stream ? common.yes : common.no],
          call.tools !== undefined && [t.summary.tools, visible(call.tools.join(', '))],
        ]}
      />
    </Card>
  );
}

const HOUR = 3_600_000;
const RANGES: readonly [hours: number, last: string][] = [
  [24, '24h'],
  [7 * 24, '7d'],
  [30 * 24, '30d'],
];

/** Returns the shortest of the usual ranges that this call is in. */
export function rangeAround(time: string, now: number = Date.now()): Range {
  const age = now - Date.parse(time);
  return { last: RANGES.find(([hours]) => age < hours * HOUR)?.[1] ?? '52w' };
}

/** Leads to all calls with the same value. */
function Same({ call, name, value }: { call: CallDocument; name: string; value: string }) {
  const t = useTexts(callTexts);
  return (
    <PageLink
      page="calls"
      state={{ range: rangeAround(call.time), filters: [{ name, value, not: false }] }}
      title={t.summary.showCalls}
    >
      <bdi>{visible(value)}</bdi>
    </PageLink>
  );
}

function Client({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts);
  const common = useTexts(commonTexts);
  const { client } = call;
  return (
    <Card title={t.summary.client}>
      <Facts
        facts={[
          client.agent !== undefined && [t.summary.agent, <bdi key="agent">{visible(client.agent)}</bdi>],
          client.address !== undefined && [t.summary.address, client.address],
          [common.terms.key, <Same key="key" call={call} name="key" value={client.key} />],
          client.session !== undefined && [
            common.terms.session,
            <span key="session">
              <Same call={call} name="session" value={client.session} />
              {client.session_source && (
                <span className="muted"> {t.summary.from(visible(client.session_source))}</span>
              )}{' '}
              <PageLink page="session" state={{ id: client.session, call: call.id }}>
                {t.summary.asSession}
              </PageLink>
            </span>,
          ],
          client.user !== undefined && [
            common.terms.user,
            <Same key="user" call={call} name="user" value={client.user} />,
          ],
          client.trace !== undefined && [
            common.terms.trace,
            <Same key="trace" call={call} name="trace" value={client.trace} />,
          ],
          client.request_id !== undefined && [t.summary.requestId, <bdi key="id">{visible(client.request_id)}</bdi>],
          ...Object.entries(call.tags ?? {}).map(
            ([name, value]) =>
              [visible(name), <Same key={name} call={call} name={`tag.${name}`} value={value} />] as const,
          ),
          [t.summary.id, <code key="call">{visible(call.id)}</code>],
        ]}
      />
    </Card>
  );
}

function Words({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts);
  const common = useTexts(commonTexts);
  if (!call.question && !call.answer) return null;
  return (
    <div className="cards">
      {call.question && (
        <Card title={common.terms.question}>
          <p className="words" dir="auto">
            {visible(call.question)}
          </p>
        </Card>
      )}
      {call.answer && (
        <Card title={t.summary.answer}>
          <p className="words" dir="auto">
            {visible(call.answer)}
          </p>
        </Card>
      )}
    </div>
  );
}
