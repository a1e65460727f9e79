import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { runningQuery } from '../../api/queries';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Icon } from '../../ui/Icon';
import { PageLink } from '../../ui/Link';
import { callTexts } from '../texts';
import { visible } from '../visible';

/** Milliseconds between two looks at a running call. */
const INTERVAL = 1000;

/** A call without a record: it still runs, and then it is followed until it has ended, or there is none. */
export function MissingCall({ id, look }: { id: string; look: () => void }) {
  const t = useTexts(callTexts);
  const formats = useFormats();
  const { data, dataUpdatedAt } = useQuery({ ...runningQuery, staleTime: 0, refetchInterval: INTERVAL });
  const running = data?.calls.find(each => each.id === id);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each look at what runs is a reason to look for the record
  useEffect(() => {
    if (dataUpdatedAt > 0) look();
  }, [dataUpdatedAt]);

  if (!running) {
    return (
      <div className="call-missing">
        <h2>{t.missing.title}</h2>
        <p>{t.missing.text}</p>
        <p className="mono muted">{visible(id).slice(0, 200)}</p>
        <PageLink page="calls" className="button">
          {t.missing.back}
        </PageLink>
      </div>
    );
  }
  return (
    <div className="call-running" role="status">
      <h2>
        <Icon name="running" /> {t.running.title}
      </h2>
      <p>
        <b>{visible(running.model)}</b>
        {running.provider && ` · ${running.provider}`} ·{' '}
        {formats.duration(Math.max(0, dataUpdatedAt - Date.parse(running.time)))}
      </p>
      {running.question && <p dir="auto">{visible(running.question)}</p>}
      <p className="muted">{t.running.text}</p>
    </div>
  );
}
