import type { ReactNode } from 'react';
import type { CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { commonTexts } from '../../texts';
import { Icon } from '../../ui/Icon';
import { PageLink } from '../../ui/Link';
import { Notice } from '../../ui/Notice';
import type { CallTabProps } from '../tabs';
import { FailureCard } from './FailureCard';
import { summaryTexts } from './texts';
import { WaterfallChart } from './WaterfallChart';
import './summary.css';

/** What a call was, at a glance. */
export default function SummaryTab({ call }: CallTabProps) {
  const t = useTexts(summaryTexts);
  return (
    <div className="summary">
      {call.error && <FailureCard failure={call.error} />}
      {call.state === 'cancelled' && <Notice tone="warning">{t.cancelled}</Notice>}
      {call.state === 'stopped' && <Notice tone="warning">{t.stopped}</Notice>}
      <Models call={call} />
      <WaterfallChart call={call} />
      <div className="summary-columns">
        <Figures call={call} />
        <Source call={call} />
      </div>
      <Excerpt title={t.question} text={call.question} />
      <Excerpt title={t.answered} text={call.answer} />
    </div>
  );
}

function Models({ call }: { call: CallDocument }) {
  const t = useTexts(summaryTexts);
  const formats = useFormats();
  const losses = call.losses_list?.length ?? 0;
  const steps: [string, ReactNode][] = [
    [t.asked, call.model],
    [t.sent, call.model_sent && `${call.model_sent}${call.provider ? ` @ ${call.provider}` : ''}`],
    [t.returned, call.model_returned],
    [t.got, <span className={call.state === 'success' ? 'good' : 'bad'} key="got">{`${call.status}`}</span>],
  ];
  return (
    <section className="models">
      <ol className="models-steps">
        {steps.map(([name, value]) => (
          <li key={name}>
            <span className="muted">{name}</span>
            <span className="models-value">{value ?? <span className="muted">{t.none}</span>}</span>
          </li>
        ))}
      </ol>
      <p className="models-way">
        <span>{t.lanes[call.lane as keyof typeof t.lanes] ?? call.lane}</span>
        {losses > 0 && <span className="warning">{t.losses(formats.count(losses), formats.plural(losses))}</span>}
        {call.config && (
          <span className="muted">
            {t.config} <code>{call.config}</code>
          </span>
        )}
      </p>
      {call.losses_list && call.losses_list.length > 0 && (
        <ul className="models-losses" aria-label={t.lossList}>
          {call.losses_list.slice(0, 20).map(({ path, reason }) => (
            <li key={`${path} ${reason}`}>
              <code>{path}</code> <span className="muted">{reason}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Figures({ call }: { call: CallDocument }) {
  const t = useTexts(summaryTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { usage, timing } = call;
  const input = usage && usage.input + usage.cache_read + usage.cache_write + usage.cache_write_hour;
  const written = usage && usage.cache_write + usage.cache_write_hour;
  const about = (count: number) => (
    <>
      {formats.count(count)}
      {usage?.estimated && <span className="warning"> {t.estimated}</span>}
    </>
  );
  const time = (micros: number | undefined) => micros !== undefined && formats.duration(micros / 1000);
  return (
    <Facts
      title={t.figures}
      facts={[
        [
          t.cost,
          call.cost.nano_usd === undefined ? (
            <span className={call.cost.state === 'unknown' ? 'warning' : 'muted'} key="cost">
              {common.costs[call.cost.state]}
            </span>
          ) : (
            <span key="cost" title={call.cost_usd && `$${call.cost_usd}`}>
              {formats.money(call.cost.nano_usd)}
              {call.cost_display && ` · ${call.cost_display} ${call.currency ?? ''}`}
            </span>
          ),
        ],
        [t.providerCost, call.reported_usd && `$${call.reported_usd}`],
        [t.prices, call.cost.prices],
        [t.input, input !== undefined && about(input)],
        [
          t.cached,
          usage && input
            ? `${formats.count(usage.cache_read)} · ${formats.percent(usage.cache_read / input)}`
            : undefined,
        ],
        [t.cacheWrite, written !== undefined && written > 0 && formats.count(written)],
        [t.output, usage && about(usage.output + usage.reasoning)],
        [t.reasoning, usage && usage.reasoning > 0 && formats.count(usage.reasoning)],
        [t.firstToken, time(timing.first_token_us)],
        [t.total, time(timing.duration_us)],
        [t.gateway, time(timing.gateway_us)],
        [t.rate, timing.tokens_per_second],
        [t.finish, call.finish_reason],
      ]}
    />
  );
}

function Source({ call }: { call: CallDocument }) {
  const t = useTexts(summaryTexts);
  const formats = useFormats();
  const { client } = call;
  return (
    <Facts
      title={t.from}
      facts={[
        [
          t.time,
          <span key="time" title={formats.utc(call.started_at)}>
            {formats.moment(call.started_at)}
          </span>,
        ],
        [t.key, client.key],
        [t.user, client.user],
        [
          t.session,
          client.session && (
            <>
              <PageLink page="session" state={{ id: client.session }}>
                {client.session}
              </PageLink>
              {client.session_source && <span className="muted"> {client.session_source}</span>}
            </>
          ),
        ],
        [t.operation, call.operation],
        [t.dialect, `${call.dialect} · ${call.stream ? t.streamed : t.plain}`],
        [t.agent, client.agent],
        [t.address, client.address],
        [t.trace, client.trace && <code key="trace">{client.trace}</code>],
        [t.requestId, client.request_id && <code key="request">{client.request_id}</code>],
        [
          t.tags,
          call.tags &&
            Object.entries(call.tags)
              .map(([name, value]) => `${name}=${value}`)
              .join(' · '),
        ],
        [t.tools, call.tools?.join(', ')],
        [
          t.replayOf,
          call.replay_of && (
            <PageLink key="replay" page="call" state={{ id: call.replay_of }}>
              {call.replay_of}
            </PageLink>
          ),
        ],
        [t.request, call.sizes.request !== undefined && formats.bytes(call.sizes.request)],
        [t.answer, call.sizes.answer !== undefined && formats.bytes(call.sizes.answer)],
      ]}
    />
  );
}

function Facts({ title, facts }: { title: string; facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <section className="facts">
      <h2>{title}</h2>
      <dl>
        {facts.map(([name, value]) =>
          value === undefined || value === false || value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

function Excerpt({ title, text }: { title: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <section className="excerpt">
      <h2>
        <Icon name="sessions" size={14} /> {title}
      </h2>
      <p dir="auto">{text}</p>
    </section>
  );
}
