import { useState } from 'react';
import { shownAttempt } from '../../api/bodies';
import { BodyPanel } from '../body/BodyPanel';
import { useTexts } from '../../i18n/texts';
import { Button } from '../../ui/Button';
import type { CallTabProps } from '../tabs';
import { callTexts } from '../texts';

/** What went to the provider, attempt by attempt. */
export default function SentTab({ call }: CallTabProps) {
  const t = useTexts(callTexts).sent;
  const [attempt, setAttempt] = useState(() => shownAttempt(call));
  if (call.attempts.length === 0) return <p className="muted">{t.nothing}</p>;
  return (
    <>
      {call.attempts.length > 1 && (
        <div className="choice" role="group" aria-label={t.attempts}>
          {call.attempts.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: attempts are known by their number
            <Button key={index} pressed={index === attempt} onClick={() => setAttempt(index)}>
              {index + 1} {each.provider}
            </Button>
          ))}
        </div>
      )}
      <BodyPanel key={attempt} call={call} body={{ kind: 'provider_request', attempt }} mode="pretty" />
    </>
  );
}
