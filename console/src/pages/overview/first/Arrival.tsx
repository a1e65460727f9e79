import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CallDocument } from '../../../api/calls';
import { callQuery } from '../../../api/queries';
import { useTexts } from '../../../i18n/texts';
import { useFormats } from '../../../platform/formats';
import { Button } from '../../../ui/Button';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { Icon } from '../../../ui/Icon';
import { PageLink } from '../../../ui/Link';
import type { CallTab } from '../../../url/pages';
import { overviewTexts } from '../texts';

/** A call is answered a moment before it can be read. */
const TRIES = 8;
const PAUSE = 400;

/** The first call, with its cost, its time and its bytes pointed at. */
export function Arrival({ id, done }: { id: string; done: () => void }) {
  const t = useTexts(overviewTexts).start;
  const { data: call, error } = useQuery({ ...callQuery(id), retry: TRIES, retryDelay: PAUSE });
  if (error) return <ErrorNotice error={error} />;
  if (!call) return null;
  return (
    <section className="card arrival" role="status" aria-label={t.arrived}>
      <h2>{t.arrived}</h2>
      <Line call={call} />
      {call.error && <p className="bad">{t.failed(call.error.code ?? String(call.status))}</p>}
      <Pointers call={call} />
      <div className="arrival-actions">
        <PageLink page="call" state={{ id }} className="button button-primary">
          {t.open}
        </PageLink>
        <Button onClick={done}>{t.overview}</Button>
      </div>
    </section>
  );
}

function Line({ call }: { call: CallDocument }) {
  const formats = useFormats();
  const good = call.state === 'success';
  return (
    <p className="arrival-line">
      <span className="muted">{formats.time(Date.parse(call.time))}</span>
      <span className={good ? 'good arrival-status' : 'bad arrival-status'}>
        <Icon name={good ? 'check' : 'error'} /> {call.status}
      </span>
      <b>{call.model}</b>
      <bdi className="arrival-question">{call.question}</bdi>
    </p>
  );
}

function Pointers({ call }: { call: CallDocument }) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const { cost, usage, timing, sizes, id } = call;
  const total = timing.duration_us;
  const first = timing.first_token_us;
  const gateway = timing.gateway_us;
  return (
    <ul className="pointers">
      <Pointer
        id={id}
        tab="cost"
        name={t.start.cost}
        value={cost.nano_usd === undefined ? t.start.unpriced : formats.money(cost.nano_usd)}
        hint={t.start.costHint}
      >
        {usage &&
          t.start.tokens(
            formats.count(usage.input + usage.cache_read + usage.cache_write + usage.cache_write_hour),
            formats.count(usage.output + usage.reasoning),
          )}
      </Pointer>
      <Pointer
        id={id}
        tab="summary"
        name={t.start.time}
        value={total === undefined ? '–' : formats.duration(total / 1000)}
        hint={gateway === undefined ? '' : t.start.timeHint(formats.duration(gateway / 1000))}
      >
        {first !== undefined && `${t.first} ${formats.duration(first / 1000)}`}
      </Pointer>
      <Pointer
        id={id}
        tab="raw"
        name={t.start.bytes}
        value={formats.bytes((sizes.request ?? 0) + (sizes.answer ?? 0))}
        hint={t.start.bytesHint}
      >
        {t.start.inOut(formats.bytes(sizes.request ?? 0), formats.bytes(sizes.answer ?? 0))}
      </Pointer>
    </ul>
  );
}

function Pointer({
  id,
  tab,
  name,
  value,
  hint,
  children,
}: {
  id: string;
  tab: CallTab;
  name: string;
  value: string;
  hint: string;
  children: ReactNode;
}) {
  return (
    <li>
      <PageLink page="call" state={{ id, tab }}>
        <span className="pointer-name">{name}</span>
        <strong>{value}</strong>
        <span>{children}</span>
        <span className="muted">{hint}</span>
      </PageLink>
    </li>
  );
}
