import { useState } from 'react';
import { bodyText } from '../../api/bodies';
import { BodyPanel, NotKept } from '../body/BodyPanel';
import { bodiesOf, bodyLabel } from '../body/bodies';
import { useTexts } from '../../i18n/texts';
import { Button } from '../../ui/Button';
import type { CallTabProps } from '../tabs';
import { callTexts } from '../texts';

/** Every body of a call, byte by byte. */
export default function RawTab({ call }: CallTabProps) {
  const t = useTexts(callTexts);
  const bodies = bodiesOf(call);
  const [chosen, setChosen] = useState(0);
  const body = bodies[chosen];
  if (!body) return <NotKept call={call} />;
  return (
    <>
      <div className="choice" role="group" aria-label={t.body.choose}>
        {bodies.map((each, index) => (
          <Button key={bodyText(each)} pressed={index === chosen} onClick={() => setChosen(index)}>
            {bodyLabel(t.body, call, each)}
          </Button>
        ))}
      </div>
      <BodyPanel key={bodyText(body)} call={call} body={body} mode="raw" />
    </>
  );
}
