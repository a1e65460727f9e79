import { bodyText, shownAttempt } from '../../api/bodies';
import { BodyPanel } from '../body/BodyPanel';
import { useChoices } from '../body/useChoices';
import { useTexts } from '../../i18n/texts';
import { Button } from '../../ui/Button';
import type { CallTabProps } from '../tabs';
import { callTexts } from '../texts';

/** What went to the provider, attempt by attempt. */
export default function SentTab({ call }: CallTabProps) {
  const t = useTexts(callTexts).sent;
  const [choices, choose] = useChoices();
  const sentBy = (attempt: number) => ({ kind: 'provider_request', attempt }) as const;
  const asked = call.attempts.findIndex((_, index) => bodyText(sentBy(index)) === choices.body);
  const attempt = asked >= 0 ? asked : shownAttempt(call);
  if (call.attempts.length === 0) return <p className="muted">{t.nothing}</p>;
  return (
    <>
      {call.attempts.length > 1 && (
        <div className="choice" role="group" aria-label={t.attempts}>
          {call.attempts.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: attempts are known by their number
            <Button key={index} pressed={index === attempt} onClick={() => choose({ body: bodyText(sentBy(index)) })}>
              {index + 1} {each.provider}
            </Button>
          ))}
        </div>
      )}
      <BodyPanel key={attempt} call={call} body={sentBy(attempt)} mode="pretty" />
    </>
  );
}
