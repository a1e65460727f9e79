import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { prettyJson } from '../body/pretty';
import { callTexts } from '../texts';
import { visible } from '../visible';
import { Code } from './Code';
import { partQuery } from './parts';
import type { Placed } from './turns';

/** Characters that are drawn; "Raw" has the rest. */
const MOST_SHOWN = 20_000;

/** A part as the JSON that it is, fetched when it is opened. */
export function PartJson({ call, placed }: { call: CallDocument; placed: Placed }) {
  const t = useTexts(callTexts).conversation;
  const formats = useFormats();
  const { part } = placed;
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({ ...partQuery(call.id, placed), enabled: open });
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)} className="part-json">
      <summary>
        <code className="wrap">{visible(part.path) || t.types[part.type]}</code>{' '}
        <span className="muted">
          {t.types[part.type]} · {formats.bytes(part.end - part.start)}
        </span>
      </summary>
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <Code text={prettyJson(data).slice(0, MOST_SHOWN)} language="json" />
          {data.length > MOST_SHOWN && <p className="muted">{t.seeRaw}</p>}
        </>
      )}
    </details>
  );
}
