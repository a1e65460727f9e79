import { useQuery } from '@tanstack/react-query';
import { type BodyName, type OutlinePart, outlineQuery, payloadOf } from '../../api/bodies';
import { callQuery } from '../../api/queries';
import { callTexts } from '../../call/texts';
import { visible } from '../../call/visible';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { freshParts } from './fresh';
import { sessionTexts } from './texts';

/** Parts and characters of a part that are shown; the conversation has the rest. */
const MOST_PARTS = 12;
const MOST_TEXT = 700;

const ANSWERS: readonly BodyName[] = [{ kind: 'client_answer' }, { kind: 'client_stream' }];
const REQUEST: BodyName = { kind: 'client_request' };

/** What a call said that the agent's call before did not, and what it was answered. */
export function NewParts({ id, before }: { id: string; before: string | undefined }) {
  const t = useTexts(sessionTexts).fresh;
  const formats = useFormats();
  const { data: call, error } = useQuery(callQuery(id));
  const { data: earlier, isPending: waitsForEarlier } = useQuery({
    ...callQuery(before ?? ''),
    enabled: before !== undefined,
  });
  const asked = useOutline(id, call && payloadOf(call, REQUEST) && REQUEST);
  const askedBefore = useOutline(before ?? '', earlier && payloadOf(earlier, REQUEST) && REQUEST);
  const answer = useOutline(id, call && ANSWERS.find(name => payloadOf(call, name)));
  if (error) return <ErrorNotice error={error} />;
  const waiting = !call || asked.waiting || answer.waiting || (before && (waitsForEarlier || askedBefore.waiting));
  if (waiting) return <div className="new-parts skeleton" />;
  if (!asked.outline && !answer.outline) {
    return asked.error ? <ErrorNotice error={asked.error} /> : <p className="new-parts muted">{t.notKept}</p>;
  }
  const fresh = asked.outline && freshParts(asked.outline, askedBefore.outline);
  const said = answer.outline?.parts ?? [];
  return (
    <div className="new-parts">
      {fresh && (
        <section>
          <h3>{t.title}</h3>
          {!fresh.compared && before && <p className="muted">{t.noBefore}</p>}
          {fresh.tools.length > 0 && fresh.compared && (
            <p className="muted">{t.toolsChanged(formats.list(fresh.tools.slice(0, MOST_PARTS).map(visible)))}</p>
          )}
          {fresh.parts.length === 0 && fresh.tools.length === 0 && <p className="muted">{t.none}</p>}
          <Parts parts={fresh.parts} />
        </section>
      )}
      <section>
        <h3>{t.answer}</h3>
        {said.length === 0 && <p className="muted">{t.noAnswer}</p>}
        <Parts parts={said} />
      </section>
    </div>
  );
}

function Parts({ parts }: { parts: readonly OutlinePart[] }) {
  const t = useTexts(sessionTexts).fresh;
  const names = useTexts(callTexts).conversation;
  const formats = useFormats();
  const left = parts.length - MOST_PARTS;
  return (
    <>
      {parts.slice(0, MOST_PARTS).map(part => {
        const text = part.text ?? '';
        return (
          <div key={part.index} className={`new-part new-part-${part.role}`}>
            <span className="muted">
              {names.roles[part.role]}
              {part.type !== 'text' && ` · ${names.types[part.type]}`}
            </span>
            {part.name && <b> {visible(part.name)}</b>}
            <p className="words" dir="auto">
              {visible(text.slice(0, MOST_TEXT))}
              {(text.length > MOST_TEXT || part.text_cut) && '…'}
            </p>
          </div>
        );
      })}
      {left > 0 && <p className="muted">{t.more(formats.count(left))}</p>}
    </>
  );
}

function useOutline(id: string, body: BodyName | undefined) {
  const { data, error, isPending } = useQuery({ ...outlineQuery(id, body ?? REQUEST), enabled: body !== undefined });
  return { outline: body && data, error: body && error, waiting: body !== undefined && isPending };
}
