import type { Ref } from 'react';
import type { CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { callTexts } from '../texts';
import { PartView } from './PartView';
import type { Turn } from './turns';

const FOLDED_ROLES = ['system', 'developer'];

/** What one side said, with its name. Instructions are folded: they are long and the same in every call. */
export function TurnView({
  call,
  turn,
  markdown,
  ref,
}: {
  call: CallDocument;
  turn: Turn;
  markdown: boolean;
  ref?: Ref<HTMLLIElement>;
}) {
  const t = useTexts(callTexts).conversation;
  const parts = turn.parts.map(placed => (
    <PartView key={placed.part.index} call={call} placed={placed} markdown={markdown} />
  ));
  const name = (
    <>
      <span className="turn-role">{t.roles[turn.role]}</span>
      {turn.answer && <span className="badge badge-good">{t.answer}</span>}
    </>
  );
  return (
    <li className={`turn turn-${turn.role}`} ref={ref}>
      {FOLDED_ROLES.includes(turn.role) ? (
        <details>
          <summary>
            {name} <span className="turn-begin">{turn.parts[0]?.part.text?.slice(0, 160)}</span>
          </summary>
          {parts}
        </details>
      ) : (
        <>
          <div className="turn-head">{name}</div>
          {parts}
        </>
      )}
    </li>
  );
}
