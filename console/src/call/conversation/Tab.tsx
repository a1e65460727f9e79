import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type BodyName, outlineQuery, payloadOf, shownAttempt } from '../../api/bodies';
import type { CallDocument } from '../../api/calls';
import { NotKept } from '../body/BodyPanel';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Notice } from '../../ui/Notice';
import type { CallTabProps } from '../tabs';
import { callTexts } from '../texts';
import { visible } from '../visible';
import { ToolDefinitions } from './ToolDefinitions';
import { TurnView } from './TurnView';
import { conversationOf } from './turns';
import './conversation.css';

/** Turns that are drawn at once, from the last one back. */
const PAGE = 20;

/** What was said: the prompt as the client sent it, and the answer as the client got it. */
export default function ConversationTab({ call }: CallTabProps) {
  const t = useTexts(callTexts).conversation;
  const formats = useFormats();
  const requestBody = firstKept(call, [
    { kind: 'client_request' },
    { kind: 'provider_request', attempt: shownAttempt(call) },
  ]);
  const answerBody = firstKept(call, [
    { kind: 'client_answer' },
    { kind: 'client_stream' },
    { kind: 'provider_answer', attempt: shownAttempt(call) },
  ]);
  const request = useOutline(call, requestBody);
  const answer = useOutline(call, answerBody);
  const [most, setMost] = useState(PAGE);
  const [markdown, setMarkdown] = useState(true);
  const last = useRef<HTMLLIElement>(null);
  const ready = !request.waiting && !answer.waiting;
  const conversation = useMemo(
    () =>
      conversationOf(
        requestBody && request.outline && { outline: request.outline, body: requestBody },
        answerBody && answer.outline && { outline: answer.outline, body: answerBody },
      ),
    [request.outline, answer.outline, requestBody, answerBody],
  );

  useLayoutEffect(() => {
    if (ready) last.current?.scrollIntoView?.({ block: 'nearest' });
  }, [ready]);

  if (!requestBody && !answerBody) return <NotKept call={call} />;
  if (!ready) return <div className="skeleton tab-skeleton" />;
  const { turns, tools } = conversation;
  const shown = turns.slice(Math.max(0, turns.length - most));
  const earlier = turns.length - shown.length;
  const latest = turns.find(turn => turn.answer) ?? turns.at(-1);
  return (
    <div className="conversation">
      <div className="conversation-head">
        <span className="muted">
          {t.turns(formats.count(turns.length), turns.length)}
          {(requestBody?.kind === 'provider_request' || answerBody?.kind === 'provider_answer') && ` · ${t.providers}`}
        </span>
        <span className="choice" role="group" aria-label={t.looks}>
          <Button pressed={markdown} onClick={() => setMarkdown(true)}>
            Markdown
          </Button>
          <Button pressed={!markdown} onClick={() => setMarkdown(false)}>
            {t.plain}
          </Button>
        </span>
      </div>
      {[request, answer].map(
        (side, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: two sides, always in this order
          side.error && <ErrorNotice key={index} error={side.error} retry={side.retry} />,
      )}
      {[request.outline, answer.outline].map(
        outline =>
          outline?.problem && (
            <Notice key={outline.kind} tone="warning">
              {t.incomplete} <bdi>{visible(outline.problem)}</bdi>
            </Notice>
          ),
      )}
      {request.outline?.more && <Notice>{t.more(formats.count(request.outline.parts.length))}</Notice>}
      <States call={call} />
      {tools.length > 0 && <ToolDefinitions call={call} tools={tools} />}
      {earlier > 0 && <Button onClick={() => setMost(most + PAGE * 5)}>{t.earlier(formats.count(earlier))}</Button>}
      <ol className="turns">
        {shown.map(turn => (
          <TurnView
            key={turn.key}
            ref={turn === latest ? last : undefined}
            call={call}
            turn={turn}
            markdown={markdown}
          />
        ))}
      </ol>
      {!answerBody && call.state !== 'success' && <p className="muted">{t.noAnswer}</p>}
    </div>
  );
}

function useOutline(call: CallDocument, body: BodyName | undefined) {
  const { data, error, isPending, refetch } = useQuery({
    ...outlineQuery(call.id, body ?? { kind: 'client_request' }),
    enabled: body !== undefined,
  });
  return {
    outline: body && data,
    error: body && error,
    waiting: body !== undefined && isPending,
    retry: () => void refetch(),
  };
}

function firstKept(call: CallDocument, names: readonly BodyName[]): BodyName | undefined {
  return names.find(name => payloadOf(call, name));
}

/** What is missing of the bodies, and why. */
function States({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts).body;
  const formats = useFormats();
  const cut = call.payloads.find(payload => payload.cut && payload.attempt === undefined);
  if (!cut) return null;
  return (
    <Notice tone="warning">
      {t.kinds[cut.kind]}: {t.cut(formats.bytes(cut.kept_bytes), formats.bytes(cut.bytes))}
    </Notice>
  );
}
