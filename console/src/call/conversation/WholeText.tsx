import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button } from '../../ui/Button';
import { callTexts } from '../texts';
import { partQuery, wholeText } from './parts';
import type { Placed } from './turns';

/** A text, of which the rest is fetched from the body when it is asked for. */
export function WholeText({
  call,
  placed,
  children,
}: {
  call: CallDocument;
  placed: Placed;
  children: (text: string) => ReactNode;
}) {
  const t = useTexts(callTexts).conversation;
  const formats = useFormats();
  const { part } = placed;
  const [asked, setAsked] = useState(false);
  const { data, isFetching } = useQuery({ ...partQuery(call.id, placed), enabled: asked });
  const beginning = part.text ?? '';
  const whole = data === undefined ? undefined : wholeText(data, beginning);
  return (
    <>
      {children(whole ?? beginning)}
      {part.text_cut && whole === undefined && (
        <p>
          {data === undefined ? (
            <Button look="plain" icon="down" disabled={isFetching} onClick={() => setAsked(true)}>
              {t.showAll(formats.bytes(part.end - part.start))}
            </Button>
          ) : (
            <span className="muted">{t.seeRaw}</span>
          )}
        </p>
      )}
    </>
  );
}
