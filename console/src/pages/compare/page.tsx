import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import '../../call/call.css';
import { type BodyName, bodyQuery, type Outline, outlineQuery, payloadOf } from '../../api/bodies';
import type { CallDocument } from '../../api/calls';
import { callQuery } from '../../api/queries';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { useTitle } from '../../platform/title';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PageLink } from '../../ui/Link';
import { usePageState } from '../../url/location';
import { Figures } from './Figures';
import { memberDifferences, startOfDifference } from './members';
import { compareTexts } from './texts';
import { type Stretch, wordDiff } from './wordDiff';
import './compare.css';

const REQUEST: BodyName = { kind: 'client_request' };
const ANSWERS: readonly BodyName[] = [{ kind: 'client_answer' }, { kind: 'client_stream' }];
/** Larger requests are not compared in the browser. */
const MOST_REQUEST = 2_000_000;
/** Characters of a member that are shown. */
const MOST_MEMBER = 600;
/** Differences that are listed. */
const MOST_DIFFERENCES = 100;

/** Two calls side by side: what they were asked, what they answered, what that took and cost. */
export default function ComparePage() {
  const t = useTexts(compareTexts);
  const [{ a, b }, change] = usePageState('compare');
  useTitle(t.title);
  if (!a || !b) {
    return (
      <div className="page page-message">
        <h1>{t.title}</h1>
        <p>{t.choose}</p>
        <PageLink page="calls" className="button">
          {t.toCalls}
        </PageLink>
      </div>
    );
  }
  return (
    <div className="compare">
      <header className="compare-head">
        <h1>{t.title}</h1>
        <Button icon="retry" onClick={() => change({ a: b, b: a }, { replace: true })}>
          {t.swap}
        </Button>
      </header>
      <Calls a={a} b={b} />
    </div>
  );
}

function Calls({ a, b }: { a: string; b: string }) {
  const left = useQuery(callQuery(a));
  const right = useQuery(callQuery(b));
  const error = left.error ?? right.error;
  if (error) return <ErrorNotice error={error} />;
  if (!left.data || !right.data) return <div className="skeleton tab-skeleton" />;
  return (
    <>
      <Figures left={left.data} right={right.data} />
      <Requests left={left.data} right={right.data} />
      <Answers left={left.data} right={right.data} />
    </>
  );
}

function Requests({ left, right }: { left: CallDocument; right: CallDocument }) {
  const t = useTexts(compareTexts);
  const formats = useFormats();
  const kept = [payloadOf(left, REQUEST), payloadOf(right, REQUEST)];
  const whole = kept.every(payload => payload && !payload.cut);
  const small = kept.every(payload => (payload?.kept_bytes ?? 0) <= MOST_REQUEST);
  const comparable = whole && small && left.dialect === right.dialect;
  const { data: a, error: noA } = useQuery({ ...bodyQuery(left.id, REQUEST), enabled: comparable });
  const { data: b, error: noB } = useQuery({ ...bodyQuery(right.id, REQUEST), enabled: comparable });
  const differences = useMemo(() => a && b && memberDifferences(textOf(a), textOf(b)), [a, b]);
  const error = noA ?? noB;
  const why = !whole
    ? t.requestNotKept
    : !small
      ? t.requestLarge
      : left.dialect !== right.dialect
        ? t.requestFormats(left.dialect, right.dialect)
        : undefined;
  return (
    <section>
      <h2>{t.request}</h2>
      {error && <ErrorNotice error={error} />}
      {why && <p className="muted">{why}</p>}
      {differences?.length === 0 && <p className="muted">{t.requestSame}</p>}
      {differences?.slice(0, MOST_DIFFERENCES).map(({ path, left: before, right: after }) => {
        const start = before && after ? startOfDifference(before, after) : 0;
        return (
          <div key={path} className="compare-member">
            <code>{visible(path)}</code>
            <Member text={before} start={start} side="removed" />
            <Member text={after} start={start} side="added" />
          </div>
        );
      })}
      {differences && differences.length > MOST_DIFFERENCES && (
        <p className="muted">{t.moreDifferences(formats.count(differences.length - MOST_DIFFERENCES))}</p>
      )}
    </section>
  );
}

function Member({ text, start, side }: { text: string | undefined; start: number; side: 'removed' | 'added' }) {
  const t = useTexts(compareTexts);
  const formats = useFormats();
  if (text === undefined) return <span className="muted">{t.absent}</span>;
  return (
    <div className={`change-side change-${side}`}>
      <pre>
        {start > 0 && '…'}
        {visible(text.slice(start, start + MOST_MEMBER))}
        {text.length > start + MOST_MEMBER && '…'}
      </pre>
      {text.length > MOST_MEMBER && <span className="muted">{t.words(formats.count(text.length))}</span>}
    </div>
  );
}

function Answers({ left, right }: { left: CallDocument; right: CallDocument }) {
  const t = useTexts(compareTexts);
  const a = useAnswer(left);
  const b = useAnswer(right);
  const error = a.error ?? b.error;
  const before = a.outline && wordsOf(a.outline);
  const after = b.outline && wordsOf(b.outline);
  const stretches = useMemo(
    () => (before === undefined || after === undefined ? undefined : wordDiff(before, after)),
    [before, after],
  );
  const waiting = a.waiting || b.waiting;
  const both = before !== undefined && after !== undefined;
  const cut = [a, b].some(({ outline }) => outline?.parts.some(part => part.text_cut));
  return (
    <section>
      <h2>{t.answers}</h2>
      {error && <ErrorNotice error={error} />}
      {both && before === after && <p className="muted">{t.answersSame}</p>}
      {both && !stretches && <p className="muted">{t.answersFar}</p>}
      {cut && <p className="muted">{t.answersCut}</p>}
      {!waiting && (
        <div className="compare-answers">
          <Side name={t.first} text={before} stretches={stretches} kind="left" />
          <Side name={t.second} text={after} stretches={stretches} kind="right" />
        </div>
      )}
    </section>
  );
}

function Side({
  name,
  text,
  stretches,
  kind,
}: {
  name: string;
  text: string | undefined;
  stretches: readonly Stretch[] | undefined;
  kind: 'left' | 'right';
}) {
  const t = useTexts(compareTexts);
  const Mark = kind === 'left' ? 'del' : 'ins';
  return (
    <article className="compare-answer" aria-label={name}>
      <h3 className="muted">{name}</h3>
      {!text && <p className="muted">{t.noAnswer}</p>}
      <p className="words" dir="auto">
        {stretches
          ? stretches.map((stretch, index) =>
              stretch.kind === 'same' ? (
                visible(stretch.text)
              ) : stretch.kind === kind ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no other name
                <Mark key={index}>{visible(stretch.text)}</Mark>
              ) : null,
            )
          : text && visible(text)}
      </p>
    </article>
  );
}

function useAnswer(call: CallDocument) {
  const body = ANSWERS.find(name => payloadOf(call, name));
  const { data, error, isPending } = useQuery({
    ...outlineQuery(call.id, body ?? ANSWERS[0]!),
    enabled: body !== undefined,
  });
  return { outline: body && data, error: body && error, waiting: body !== undefined && isPending };
}

/** The words of an answer, with the tools that it calls. */
function wordsOf({ parts }: Outline): string {
  return parts
    .filter(({ type }) => type !== 'reasoning')
    .map(({ type, name, text = '' }) => (type === 'tool_call' ? `⚙ ${name ?? ''} ${text}` : text))
    .join('\n\n');
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
