import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type BodyName, bodyAddress, bodyQuery, payloadOf } from '../../api/bodies';
import type { CallDocument, HeaderLine } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button } from '../../ui/Button';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { callTexts } from '../texts';
import { visible } from '../visible';
import { BodyViewer } from './BodyViewer';
import { CopyButton } from './CopyButton';
import { bodyLabel, fileName, headersOf } from './bodies';
import { prepareReader } from './reader';
import type { BodyMode } from './service';

/** One body of a call with its headers, pretty or raw. */
export function BodyPanel({ call, body, mode: first }: { call: CallDocument; body: BodyName; mode: BodyMode }) {
  const t = useTexts(callTexts).body;
  const formats = useFormats();
  const [mode, setMode] = useState(first);
  const payload = payloadOf(call, body);
  const { data: bytes, error, refetch } = useQuery({ ...bodyQuery(call.id, body), enabled: payload !== undefined });
  const label = bodyLabel(t, call, body);
  const kept = payload !== undefined;
  useEffect(() => {
    if (kept) prepareReader();
  }, [kept]);
  return (
    <div className="body-panel">
      <div className="body-head">
        <h3>{label}</h3>
        {payload && (
          <>
            <span className="muted">
              {formats.bytes(payload.bytes)}
              {payload.type ? ` · ${visible(payload.type)}` : ''}
            </span>
            {payload.cut && (
              <span className="badge badge-warning">
                {t.cut(formats.bytes(payload.kept_bytes), formats.bytes(payload.bytes))}
              </span>
            )}
            <span className="body-actions">
              <span className="choice" role="group" aria-label={t.mode}>
                {(['pretty', 'raw'] as const).map(each => (
                  <Button key={each} pressed={mode === each} onClick={() => setMode(each)}>
                    {t.modes[each]}
                  </Button>
                ))}
              </span>
              {bytes && <CopyButton text={() => new TextDecoder().decode(bytes)} />}
              <a
                className="button button-plain"
                href={bodyAddress(call.id, body)}
                download={fileName(call, body, payload.type)}
              >
                <Icon name="down" />
                {t.download}
              </a>
            </span>
          </>
        )}
      </div>
      <Headers headers={headersOf(call, body)} />
      {!payload && <NotKept call={call} />}
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {payload && !error && !bytes && <div className="skeleton body-skeleton" />}
      {bytes && <BodyViewer bytes={bytes} mode={mode} label={label} cut={payload?.cut ?? false} />}
    </div>
  );
}

/** Why a call has no bodies, or not this one. */
export function NotKept({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts).body;
  const state = call.payloads_state;
  return <Notice tone="warning">{t.states[!state || state === 'kept' ? 'none' : state]}</Notice>;
}

function Headers({ headers }: { headers: readonly HeaderLine[] }) {
  const t = useTexts(callTexts).body;
  if (headers.length === 0) return null;
  return (
    <details className="headers">
      <summary>{t.headers(String(headers.length))}</summary>
      <table>
        <tbody>
          {headers.map((header, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may come twice, and the list never changes
            <tr key={index}>
              <th scope="row" className="header-name">
                {visible(header.name)}
              </th>
              <td className="header-value">
                <bdi>{visible(header.value)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">{t.headersNote}</p>
    </details>
  );
}
