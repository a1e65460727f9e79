import { bodyText } from '../../api/bodies';
import { BodyPanel, NotKept } from '../body/BodyPanel';
import { bodiesOf, bodyLabel } from '../body/bodies';
import { useChoices } from '../body/useChoices';
import { useTexts } from '../../i18n/texts';
import { Button } from '../../ui/Button';
import type { CallTabProps } from '../tabs';
import { callTexts } from '../texts';

/** Every body of a call, byte by byte. */
export default function RawTab({ call }: CallTabProps) {
  const t = useTexts(callTexts);
  const bodies = bodiesOf(call);
  const [choices, choose] = useChoices();
  const body = bodies.find(each => bodyText(each) === choices.body) ?? bodies[0];
  if (!body) return <NotKept call={call} />;
  return (
    <>
      <div className="choice" role="group" aria-label={t.body.choose}>
        {bodies.map(each => (
          <Button key={bodyText(each)} pressed={each === body} onClick={() => choose({ body: bodyText(each) })}>
            {bodyLabel(t.body, call, each)}
          </Button>
        ))}
      </div>
      <BodyPanel key={bodyText(body)} call={call} body={body} mode="raw" />
    </>
  );
}
