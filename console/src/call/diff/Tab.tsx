import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type BodyChange, type BodyName, bodyText, diffQuery, shownAttempt } from '../../api/bodies';
import type { CallDocument } from '../../api/calls';
import { BodyChoice } from '../body/BodyChoice';
import { NotKept } from '../body/BodyPanel';
import { bodiesOf } from '../body/bodies';
import { useChoices } from '../body/useChoices';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button, IconButton } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Notice } from '../../ui/Notice';
import type { CallChoices } from '../../url/pages';
import { Losses, lossesOf } from '../header/Losses';
import type { CallTabProps } from '../tabs';
import { callTexts } from '../texts';
import { Change } from './Change';
import { matters } from './matters';
import './diff.css';

/** Changes that are drawn at once. */
const PAGE = 100;

/** What the gateway changed between two sides of a call, and who asked for it. */
export default function DiffTab({ call }: CallTabProps) {
  const t = useTexts(callTexts).diff;
  const bodies = bodiesOf(call);
  const [choices, choose] = useChoices();
  const sides = chosenSides(bodies, choices) ?? firstSides(call, bodies);
  if (!sides) return bodies.length === 0 ? <NotKept call={call} /> : <p className="muted">{t.oneBody}</p>;
  const [left, right] = sides;
  const setSides = ([a, b]: Sides) => choose({ left: bodyText(a), right: bodyText(b) });
  return (
    <div className="diff">
      <div className="diff-sides">
        <BodyChoice call={call} bodies={bodies} chosen={left} choose={body => setSides([body, right])} label={t.left} />
        <IconButton icon="right" label={t.swap} onClick={() => setSides([right, left])} />
        <BodyChoice
          call={call}
          bodies={bodies}
          chosen={right}
          choose={body => setSides([left, body])}
          label={t.right}
        />
        <Pairs call={call} bodies={bodies} choose={setSides} />
      </div>
      <Changes key={`${bodyText(left)} ${bodyText(right)}`} call={call} left={left} right={right} />
      <Losses call={call} />
    </div>
  );
}

type Sides = [left: BodyName, right: BodyName];

/** The two comparisons that are usual: of the requests, and of the answers. */
function Pairs({
  call,
  bodies,
  choose,
}: {
  call: CallDocument;
  bodies: readonly BodyName[];
  choose: (sides: Sides) => void;
}) {
  const t = useTexts(callTexts).diff;
  const requests = requestSides(call, bodies);
  const answers = answerSides(call, bodies);
  return (
    <span className="choice">
      {requests && (
        <Button look="plain" onClick={() => choose(requests)}>
          {t.requests}
        </Button>
      )}
      {answers && (
        <Button look="plain" onClick={() => choose(answers)}>
          {t.answers}
        </Button>
      )}
    </span>
  );
}

function chosenSides(bodies: readonly BodyName[], { left, right }: Partial<CallChoices>): Sides | undefined {
  const first = bodies.find(each => bodyText(each) === left);
  const second = bodies.find(each => bodyText(each) === right);
  return first && second && [first, second];
}

function firstSides(call: CallDocument, bodies: readonly BodyName[]): Sides | undefined {
  const [first, second] = bodies;
  return requestSides(call, bodies) ?? answerSides(call, bodies) ?? (first && second ? [first, second] : undefined);
}

function requestSides(call: CallDocument, bodies: readonly BodyName[]): Sides | undefined {
  const asked = bodies.find(({ kind }) => kind === 'client_request');
  const sent = bodies.find(({ kind, attempt }) => kind === 'provider_request' && attempt === shownAttempt(call));
  return asked && sent && [asked, sent];
}

function answerSides(call: CallDocument, bodies: readonly BodyName[]): Sides | undefined {
  const got =
    bodies.find(({ kind }) => kind === 'client_stream') ?? bodies.find(({ kind }) => kind === 'client_answer');
  const returned = bodies.find(({ kind, attempt }) => kind === 'provider_answer' && attempt === shownAttempt(call));
  return got && returned && [returned, got];
}

function Changes({ call, left, right }: { call: CallDocument; left: BodyName; right: BodyName }) {
  const t = useTexts(callTexts).diff;
  const formats = useFormats();
  const [onlyMatters, setOnlyMatters] = useState(true);
  const [most, setMost] = useState(PAGE);
  const { data: diff, error, refetch } = useQuery(diffQuery(call.id, left, right));
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (!diff) return <div className="skeleton tab-skeleton" />;
  // The parts of two formats are compared, and a lost parameter is no part.
  const lost = diff.mode === 'parts' && lossesOf(call).length > 0;
  const shown: BodyChange[] = onlyMatters ? diff.changes.filter(matters) : diff.changes;
  const hidden = diff.changes.length - shown.length;
  return (
    <>
      <div className="diff-head">
        <span>
          {diff.same ? (lost ? t.sameWords : t.same) : t.changes(formats.count(shown.length), shown.length)}
          {!diff.same && <span className="muted"> · {t.modes[diff.mode]}</span>}
        </span>
        {diff.changes.length > 0 && (
          <label className="check">
            <input type="checkbox" checked={onlyMatters} onChange={event => setOnlyMatters(event.target.checked)} />
            {t.onlyMatters}
            {hidden > 0 && <span className="muted"> ({t.hidden(formats.count(hidden))})</span>}
          </label>
        )}
      </div>
      {diff.same && <Notice tone={lost ? 'info' : 'good'}>{lost ? t.sameButLosses : t.sameText[diff.mode]}</Notice>}
      {!diff.same && shown.length === 0 && <Notice tone="good">{t.nothingMatters}</Notice>}
      <ol className="changes">
        {shown.slice(0, most).map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: changes of one place may come twice
          <Change key={index} change={change} />
        ))}
      </ol>
      {shown.length > most && (
        <Button onClick={() => setMost(most + PAGE)}>{t.showMore(formats.count(shown.length - most))}</Button>
      )}
      {diff.more && <Notice>{t.more(formats.count(diff.changes.length))}</Notice>}
    </>
  );
}
