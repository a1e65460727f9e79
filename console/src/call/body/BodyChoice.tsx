import { type BodyName, bodyText } from '../../api/bodies';
import type { CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { callTexts } from '../texts';
import { bodyLabel } from './bodies';

/** Chooses one of a call's bodies. */
export function BodyChoice({
  call,
  bodies,
  chosen,
  choose,
  label,
}: {
  call: CallDocument;
  bodies: readonly BodyName[];
  chosen: BodyName;
  choose: (body: BodyName) => void;
  label: string;
}) {
  const t = useTexts(callTexts).body;
  return (
    <select
      aria-label={label}
      value={bodyText(chosen)}
      onChange={event => {
        const body = bodies.find(each => bodyText(each) === event.target.value);
        if (body) choose(body);
      }}
    >
      {bodies.map(body => (
        <option key={bodyText(body)} value={bodyText(body)}>
          {bodyLabel(t, call, body)}
        </option>
      ))}
    </select>
  );
}
