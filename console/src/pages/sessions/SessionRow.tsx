import { memo } from 'react';
import { programOf, type SessionSummary } from '../../api/sessions';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { PageLink } from '../../ui/Link';
import { sessionsTexts } from './texts';

/** Names of models that stand in a row; the others are counted. */
const MODELS = 2;

/** A session as a row; on phones its cells flow into a card. */
export const SessionRow = memo(function SessionRow({
  session,
  only,
}: {
  session: SessionSummary;
  only: (model: string) => void;
}) {
  const t = useTexts(sessionsTexts);
  const formats = useFormats();
  const { id, client, first_question, started_ms, ended_ms, models, calls, tools, errors, unpriced } = session;
  const today = new Date().setHours(0, 0, 0, 0);
  const share = session.input_tokens > 0 ? session.cached_tokens / session.input_tokens : undefined;
  return (
    <tr>
      <td className="session-activity">
        <time dateTime={new Date(ended_ms).toISOString()} title={formats.utc(ended_ms)}>
          {ended_ms >= today ? formats.time(ended_ms) : formats.moment(ended_ms)}
        </time>
        <span className="muted session-below">{t.lasted(formats.duration(ended_ms - started_ms))}</span>
      </td>
      <td className="session-client">
        <bdi title={client && visible(client)}>{client ? visible(programOf(client)) : '–'}</bdi>
        <span className="session-below session-models">
          {models.slice(0, MODELS).map(model => (
            <button key={model} type="button" title={t.onlyModel(model)} onClick={() => only(model)}>
              {visible(model)}
            </button>
          ))}
          {models.length > MODELS && (
            <span className="muted" title={models.slice(MODELS).join('\n')}>
              {t.moreModels(formats.count(models.length - MODELS))}
            </span>
          )}
        </span>
      </td>
      <td className="session-question">
        <PageLink page="session" state={{ id }} className="session-link">
          {first_question ? <bdi>{visible(first_question)}</bdi> : <span className="muted">{t.noQuestion}</span>}
        </PageLink>
        <code className="muted session-below">{visible(id)}</code>
      </td>
      <td className="number session-calls">{formats.count(calls)}</td>
      <td className="number session-tools">{formats.count(tools)}</td>
      <td className={errors > 0 ? 'number bad' : 'number muted'}>{formats.count(errors)}</td>
      <td className="number">{share === undefined ? '–' : formats.percent(share)}</td>
      <td className="number session-cost">
        {formats.money(session.nano_usd)}
        {unpriced > 0 && <span className="warning session-below">{t.unpriced(formats.count(unpriced))}</span>}
      </td>
      <td className="session-card-figures muted" aria-hidden="true">
        {t.figures(formats.count(calls), formats.count(tools))}
        {errors > 0 && <span className="bad"> · {t.errors(formats.count(errors))}</span>}
        {share !== undefined && ` · ${t.cached(formats.percent(share))}`}
      </td>
    </tr>
  );
});
