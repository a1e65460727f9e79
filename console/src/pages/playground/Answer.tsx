import { useQuery } from '@tanstack/react-query';
import { useEffect, useReducer, useState, useSyncExternalStore } from 'react';
import { type BodyName, bodyQuery, outlineQuery, payloadOf, shownAttempt } from '../../api/bodies';
import type { CallDocument } from '../../api/calls';
import { ApiError } from '../../api/client';
import { callQuery } from '../../api/queries';
import { Code } from '../../call/conversation/Code';
import { PartView } from '../../call/conversation/PartView';
import { prettyJson } from '../../call/body/pretty';
import { outputOf } from '../../call/header/CallHeader';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { commonTexts } from '../../texts';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PageLink } from '../../ui/Link';
import { Notice } from '../../ui/Notice';
import type { Trial } from './Trial';
import { playgroundTexts } from './texts';

const ANSWERS: readonly BodyName[] = [{ kind: 'client_answer' }, { kind: 'client_stream' }];
/** A record is there a moment after the answer's last byte: how often and how long it is waited for. */
const LOOKS = 40;
const WAIT = 150;
/** Characters of the outgoing request that are shown here. */
const MOST_SENT = 20_000;

/** What came back for a call: while it runs as it comes, then as the record has it. */
export function Answer({
  trial,
  original,
  goOn,
}: {
  trial: Trial;
  original?: string;
  goOn?: (answer: string) => void;
}) {
  const t = useTexts(playgroundTexts);
  useSyncExternalStore(trial.subscribe, trial.version);
  const { phase, error } = trial;
  const id = trial.id ?? (error instanceof ApiError ? error.callId : undefined);
  const over = phase !== 'running';
  const { data: call } = useQuery({
    ...callQuery(id ?? ''),
    enabled: over && id !== undefined,
    retry: (looks, reason) => reason instanceof ApiError && reason.status === 404 && looks < LOOKS,
    retryDelay: WAIT,
  });
  const body = call && ANSWERS.find(name => payloadOf(call, name));
  const { data: outline } = useQuery({ ...outlineQuery(id ?? '', body ?? ANSWERS[0]!), enabled: body !== undefined });
  const parts = call?.state === 'success' || phase !== 'failed' ? outline?.parts : undefined;
  const said = parts?.filter(({ type }) => type === 'text').map(({ text }) => text ?? '') ?? [];
  const answer = parts ? said.join('\n') : trial.text;
  return (
    <div className="answer" aria-busy={!over}>
      <Figures trial={trial} call={call} />
      {phase === 'failed' ? (
        <ErrorNotice error={error} />
      ) : (
        error instanceof Error && <Notice tone="bad">{visible(error.message)}</Notice>
      )}
      {phase !== 'failed' && !error && call?.error && <Notice tone="bad">{visible(call.error.message)}</Notice>}
      {trial.stopped && <p className="warning">{t.stopped}</p>}
      <div className="answer-text">
        {parts && parts.length > 0 && body && call
          ? parts.map(part => (
              <PartView key={part.index} call={call} placed={{ part, body, results: [] }} markdown={true} />
            ))
          : phase !== 'failed' && <Coming trial={trial} settled={call !== undefined} />}
      </div>
      {over && id && (
        <div className="answer-actions">
          <PageLink page="call" state={{ id, tab: 'conversation' }} className="button">
            {t.open}
          </PageLink>
          {original && (
            <PageLink page="compare" state={{ a: original, b: id }} className="button">
              {t.compareOriginal}
            </PageLink>
          )}
          {goOn && answer && phase === 'ended' && <Button onClick={() => goOn(answer)}>{t.goOn}</Button>}
        </div>
      )}
      {call && <Sent call={call} />}
    </div>
  );
}

/** What has come so far. */
function Coming({ trial, settled }: { trial: Trial; settled: boolean }) {
  const t = useTexts(playgroundTexts);
  const { text, reasoning, tool, raw, phase } = trial;
  if (phase === 'running' && !text && !reasoning && !tool && !raw) return <p className="muted">{t.waiting}</p>;
  if (phase === 'ended' && !text && !tool && !raw) {
    return trial.id && !settled ? <p className="muted">{t.settling}</p> : null;
  }
  return (
    <>
      {reasoning && <p className="words muted">{visible(reasoning)}</p>}
      {text && (
        <p className="words" dir="auto">
          {visible(text)}
        </p>
      )}
      {tool && <pre className="command">{visible(tool)}</pre>}
      {raw && (
        <>
          <p className="muted">{t.rawEvents}</p>
          <pre className="command answer-raw">{visible(raw)}</pre>
        </>
      )}
    </>
  );
}

/** Times, tokens and cost: of this page's clock while the call runs, then of its record. */
function Figures({ trial, call }: { trial: Trial; call: CallDocument | undefined }) {
  const t = useTexts(playgroundTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const now = useClock(trial.phase === 'running');
  const { startedAt, firstAt, endedAt } = trial;
  const total = call?.timing.duration_us !== undefined ? call.timing.duration_us / 1000 : (endedAt ?? now) - startedAt;
  const first =
    call?.timing.first_token_us !== undefined
      ? call.timing.first_token_us / 1000
      : firstAt !== undefined
        ? firstAt - startedAt
        : undefined;
  const output = call ? outputOf(call) : 0;
  return (
    <dl className="answer-figures">
      <div>
        <dt>{t.figures.first}</dt>
        <dd>{first === undefined ? '–' : formats.duration(first)}</dd>
      </div>
      <div>
        <dt>{t.figures.total}</dt>
        <dd>{formats.duration(Math.max(1, total))}</dd>
      </div>
      <div>
        <dt>{t.figures.tokens}</dt>
        <dd>
          {call?.usage ? (
            <span title={call.usage.estimated ? common.terms.estimated : undefined}>
              {call.usage.estimated && '~'}
              {t.tokens(formats.count(call.usage.total - output), formats.count(output))}
            </span>
          ) : (
            '–'
          )}
        </dd>
      </div>
      <div>
        <dt>{t.figures.cost}</dt>
        <dd>
          {!call
            ? '–'
            : call.cost.nano_usd === undefined
              ? common.costs[call.cost.state]
              : formats.money(call.cost.nano_usd)}
        </dd>
      </div>
    </dl>
  );
}

/** Milliseconds between two looks at the clock. */
const TICK = 100;

function useClock(runs: boolean): number {
  const [, tick] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(tick, TICK);
    return () => clearInterval(timer);
  }, [runs]);
  return performance.now();
}

/** What the gateway sent to the provider that answered. */
function Sent({ call }: { call: CallDocument }) {
  const t = useTexts(playgroundTexts);
  const [open, setOpen] = useState(false);
  const name: BodyName = { kind: 'provider_request', attempt: shownAttempt(call) };
  const kept = payloadOf(call, name);
  const { data, error } = useQuery({ ...bodyQuery(call.id, name), enabled: open && kept !== undefined });
  if (call.attempts.length === 0) return <p className="muted">{t.sentEmpty}</p>;
  if (!kept) return null;
  const text = data && prettyJson(new TextDecoder().decode(data.subarray(0, MOST_SENT)));
  return (
    <details className="answer-sent" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        {t.sent} <span className="muted">{visible(`${call.provider ?? ''} ${call.model_sent ?? ''}`)}</span>
      </summary>
      {error && <ErrorNotice error={error} />}
      {text !== undefined && <Code text={text} language="json" />}
      {data && data.length > MOST_SENT && (
        <PageLink page="call" state={{ id: call.id, tab: 'sent' }}>
          {t.sentMore}
        </PageLink>
      )}
    </details>
  );
}
