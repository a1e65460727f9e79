import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { callTexts } from '../texts';
import { visible } from '../visible';
import { PartJson } from './PartJson';
import { MOST_PART, partQuery, pictureIn } from './parts';
import type { Placed } from './turns';

/** A picture whose bytes are in the body. An address is only shown: nothing is ever fetched from it. */
export function ImagePart({ call, placed }: { call: CallDocument; placed: Placed }) {
  const t = useTexts(callTexts).conversation;
  const formats = useFormats();
  const { part } = placed;
  const { data, error, refetch } = useQuery({
    ...partQuery(call.id, placed),
    enabled: part.end - part.start <= MOST_PART,
  });
  const picture = useMemo(
    () => (data === undefined ? undefined : pictureIn(data, part.media_type)),
    [data, part.media_type],
  );
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!picture) return;
    const made = URL.createObjectURL(new Blob([picture.bytes], { type: picture.type }));
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
      setAddress(undefined);
    };
  }, [picture]);

  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (picture) {
    return (
      <figure className="picture">
        {address && <img src={address} alt={visible(part.name ?? t.image)} />}
        <figcaption className="muted">
          {picture.type} · {formats.bytes(picture.bytes.length)}
        </figcaption>
      </figure>
    );
  }
  return (
    <>
      <p>
        <span className="badge">{t.image}</span> <span className="muted">{visible(part.media_type ?? '')}</span>{' '}
        {part.text && <bdi className="wrap">{visible(part.text.slice(0, 2000))}</bdi>}
      </p>
      {data !== undefined && <p className="muted">{t.notDrawn}</p>}
      <PartJson call={call} placed={placed} />
    </>
  );
}
