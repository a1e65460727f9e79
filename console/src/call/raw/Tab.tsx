import { bodyText, payloadOf } from '../../api/bodies';
import type { CallDocument } from '../../api/calls';
import { BodyPanel, NotKept } from '../body/BodyPanel';
import { bodiesOf, bodyLabel } from '../body/bodies';
import { useChoices } from '../body/useChoices';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
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
      {(body.kind === 'client_stream' || (body.kind === 'provider_answer' && call.stream)) && (
        <StreamNote call={call} choose={() => choose({ body: 'client_answer' })} />
      )}
      <BodyPanel key={bodyText(body)} call={call} body={body} mode="raw" />
    </>
  );
}

/** What is known of the times of a stream, and the way to the document to which it amounts. */
function StreamNote({ call, choose }: { call: CallDocument; choose: () => void }) {
  const t = useTexts(callTexts).body;
  const formats = useFormats();
  const { first_token_us: first, last_token_us: last } = call.timing;
  const time = (micros: number) => formats.duration(micros / 1000);
  return (
    <p className="stream-note muted">
      {first !== undefined && last !== undefined && t.times(time(first), time(last))}
      {payloadOf(call, { kind: 'client_answer' }) && <Button onClick={choose}>{t.document}</Button>}
    </p>
  );
}
