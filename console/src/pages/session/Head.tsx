import { useQuery } from '@tanstack/react-query';
import { programOf, type SessionSummary, sessionLossQuery } from '../../api/sessions';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Icon } from '../../ui/Icon';
import { PageLink } from '../../ui/Link';
import { sessionTexts } from './texts';

/** Time on both sides of a session when its calls are shown as a list. */
const MARGIN = 1000;

/** Who worked on what, and what it cost. */
export function Head({ summary }: { summary: SessionSummary }) {
  const t = useTexts(sessionTexts);
  const formats = useFormats();
  const { id, source, client, first_question, started_ms, ended_ms, calls, errors, tools, unpriced } = summary;
  const { exact, input_tokens, cached_tokens } = summary;
  return (
    <header className="session-head">
      <p className="session-back">
        <PageLink page="sessions">
          <Icon name="left" size={13} /> {t.back}
        </PageLink>
      </p>
      <h1>
        {client && <span title={visible(client)}>{visible(programOf(client))} </span>}
        <bdi className="session-title">{first_question ? visible(first_question) : t.noQuestion}</bdi>
      </h1>
      <p className="session-figures">
        <b>{t.calls(formats.count(calls), calls)}</b>
        <span>{formats.duration(ended_ms - started_ms)}</span>
        <b>{formats.money(summary.nano_usd)}</b>
        {unpriced > 0 && <span className="warning">{t.unpriced(formats.count(unpriced))}</span>}
        {input_tokens > 0 && <span>{t.cached(formats.percent(cached_tokens / input_tokens))}</span>}
        <Loss id={id} />
        {tools > 0 && <span>{t.tools(formats.count(tools), tools)}</span>}
        {errors > 0 && <span className="bad">{t.errors(formats.count(errors), errors)}</span>}
      </p>
      {exact === false && <p className="warning">{t.notAll}</p>}
      <p className="session-name muted">
        <time dateTime={new Date(started_ms).toISOString()} title={formats.utc(started_ms)}>
          {formats.moment(started_ms)}
        </time>
        <code>{visible(id)}</code>
        {source && (
          <span>
            {t.named} <code>{visible(source)}</code>
          </span>
        )}
        <PageLink
          page="calls"
          state={{
            range: { from: Math.floor(started_ms) - MARGIN, to: Math.ceil(ended_ms) + MARGIN },
            filters: [{ name: 'session', value: id, not: false }],
          }}
        >
          {t.asCalls}
        </PageLink>
      </p>
    </header>
  );
}

/** What misses of the prompt cache cost; nothing where they cost nothing. */
function Loss({ id }: { id: string }) {
  const t = useTexts(sessionTexts);
  const formats = useFormats();
  const { data } = useQuery(sessionLossQuery(id));
  if (!data?.lost_nano_usd) return null;
  const amount = formats.money(data.lost_nano_usd);
  return (
    <span className="warning" title={t.lostTitle}>
      {data.lost_exact === false ? t.lostAtLeast(amount) : t.lost(amount)}
    </span>
  );
}
