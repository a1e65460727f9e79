import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { bodyQuery, payloadOf } from '../../api/bodies';
import type { CallDocument } from '../../api/calls';
import { callQuery } from '../../api/queries';
import { type Dialect, DIALECTS } from '../../api/trials';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PageLink } from '../../ui/Link';
import { Notice } from '../../ui/Notice';
import { Bench } from './Bench';
import { useColumns } from './columns';
import { isRequest } from './draft';
import { playgroundTexts } from './texts';

const REQUEST = { kind: 'client_request' } as const;

/** The request of an earlier call, for other models or once more. */
export function Replay({ id }: { id: string }) {
  const t = useTexts(playgroundTexts);
  const { data: call, error } = useQuery(callQuery(id));
  const kept = call && payloadOf(call, REQUEST);
  const dialect = call?.operation === 'chat' ? DIALECTS.find(each => each === call.dialect) : undefined;
  const { data: bytes, error: noBody } = useQuery({ ...bodyQuery(id, REQUEST), enabled: kept !== undefined });
  return (
    <>
      <header className="playground-head">
        <h1>{t.replayTitle}</h1>
        <p className="muted">
          {t.replayLead(visible(id).slice(-12))}{' '}
          <PageLink page="call" state={{ id }}>
            {t.original}
          </PageLink>
          {' · '}
          <PageLink page="playground">{t.fresh}</PageLink>
        </p>
      </header>
      {(error ?? noBody) && <ErrorNotice error={error ?? noBody} />}
      {call && !dialect && (
        <Notice tone="warning">{t.notReplayable(visible(call.operation), visible(call.dialect))}</Notice>
      )}
      {call && dialect && !kept && <Notice tone="warning">{t.notKept}</Notice>}
      {call && dialect && kept && bytes && (
        <Request call={call} dialect={dialect} text={new TextDecoder().decode(bytes)} />
      )}
      {!call && !error && <div className="skeleton tab-skeleton" />}
    </>
  );
}

function Request({ call, dialect, text }: { call: CallDocument; dialect: Dialect; text: string }) {
  const t = useTexts(playgroundTexts);
  const formats = useFormats();
  const field = useId();
  const [edited, setEdited] = useState(text);
  const columns = useColumns(call.model);
  const payload = payloadOf(call, REQUEST);
  const valid = isRequest(edited);
  return (
    <>
      <section className="prompt" aria-label={t.replayTitle}>
        {payload?.cut && (
          <Notice tone="warning">{t.cut(formats.bytes(payload.kept_bytes), formats.bytes(payload.bytes))}</Notice>
        )}
        <div className="prompt-turn-head">
          <label htmlFor={field}>{t.body}</label>
          <span className="muted">
            {t.formats[dialect]} · {formats.bytes(payload?.bytes ?? 0)}
          </span>
          {edited !== text && (
            <>
              <span className="badge badge-warning">{t.edited}</span>
              <Button look="plain" onClick={() => setEdited(text)}>
                {t.restore}
              </Button>
            </>
          )}
        </div>
        <textarea
          id={field}
          className="mono prompt-raw"
          rows={12}
          spellCheck={false}
          value={edited}
          aria-invalid={!valid}
          onChange={event => setEdited(event.target.value)}
        />
        {!valid && !payload?.cut && <p className="field-problem">{t.bodyProblem}</p>}
      </section>
      <Bench
        columns={columns}
        ownFormats={false}
        original={call.id}
        requestOf={({ model }) =>
          valid && model.trim()
            ? { dialect, body: edited, model: model.trim(), stream: call.stream, replay_of: call.id }
            : undefined
        }
      />
    </>
  );
}
