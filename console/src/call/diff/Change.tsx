import { useState } from 'react';
import type { BodyChange, ChangeSide } from '../../api/bodies';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button } from '../../ui/Button';
import { callTexts } from '../texts';
import { visible } from '../visible';
import { commonParts } from './commonParts';

/** Characters of a side that are shown at first, and of what is equal around a difference. */
const SHORT = 600;
const AROUND = 80;

/** One change with its place, its author and what was lost. */
export function Change({ change }: { change: BodyChange }) {
  const t = useTexts(callTexts).diff;
  const { op, path, left, right, by, loss } = change;
  const [whole, setWhole] = useState(false);
  const [head, tail] = left && right ? commonParts(left.text, right.text) : [0, 0];
  const long = Math.max(left?.text.length ?? 0, right?.text.length ?? 0) > SHORT;
  return (
    <li className={`change change-op-${op}`}>
      <header>
        <span className="badge">{t.ops[op]}</span>
        <code className="wrap">{visible(path) || t.wholeBody}</code>
        {by && (
          <span className="muted">
            {t.by(t.authors[by.kind] ?? by.kind)}
            {by.name && <bdi> {visible(by.name)}</bdi>}
          </span>
        )}
        {loss && (
          <span className="badge badge-warning">
            {t.loss}
            {typeof loss === 'string' && ` ${visible(loss)}`}
          </span>
        )}
      </header>
      {left && <Side kind="removed" side={left} head={head} tail={tail} whole={whole} />}
      {right && <Side kind="added" side={right} head={head} tail={tail} whole={whole} />}
      {long && (
        <Button look="plain" onClick={() => setWhole(!whole)}>
          {whole ? t.less : t.all}
        </Button>
      )}
    </li>
  );
}

function Side({
  kind,
  side,
  head,
  tail,
  whole,
}: {
  kind: 'removed' | 'added';
  side: ChangeSide;
  head: number;
  tail: number;
  whole: boolean;
}) {
  const t = useTexts(callTexts).diff;
  const formats = useFormats();
  const { text, start, end } = side;
  const label = kind === 'removed' ? t.before : t.after;
  const before = text.slice(0, head);
  const after = text.slice(text.length - tail);
  const changed = text.slice(head, text.length - tail);
  const all = whole || text.length <= SHORT;
  return (
    <div className={`change-side change-${kind}`} title={t.bytes(formats.count(start), formats.count(end))}>
      <span className="change-mark" aria-hidden="true">
        {kind === 'removed' ? '−' : '+'}
      </span>
      <pre dir="auto">
        <span className="visually-hidden">{label}: </span>
        {visible(all ? before : shortEnd(before))}
        {head + tail > 0 ? (
          <em>{visible(all ? changed : shortStart(changed, SHORT))}</em>
        ) : (
          visible(all ? changed : shortStart(changed, SHORT))
        )}
        {visible(all ? after : shortStart(after, AROUND))}
      </pre>
    </div>
  );
}

function shortEnd(text: string): string {
  return text.length > AROUND ? `…${text.slice(-AROUND)}` : text;
}

function shortStart(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
