import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CallDocument } from '../../api/calls';
import { request } from '../../api/client';
import { callQuery, runningQuery } from '../../api/queries';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Icon } from '../../ui/Icon';
import { PageLink } from '../../ui/Link';
import { callTexts } from '../texts';
import { visible } from '../visible';

/** Milliseconds between two looks at a running call. */
const INTERVAL = 1000;

/** A call without a record: it still runs, and then it is followed until it has ended, or there is none. */
export function MissingCall({ id }: { id: string }) {
  const t = useTexts(callTexts);
  const formats = useFormats();
  const client = useQueryClient();
  const { data, dataUpdatedAt } = useQuery({
    ...runningQuery,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.calls.some(each => each.id === id) ? INTERVAL : false),
  });
  const running = data?.calls.find(each => each.id === id);
  const ended = dataUpdatedAt > 0 && !running;

  useEffect(() => {
    if (!ended) return;
    // Not by the query itself, which would forget meanwhile that there was no record.
    const { queryKey } = callQuery(id);
    request<CallDocument>(`calls/${encodeURIComponent(id)}`).then(
      call => client.setQueryData(queryKey, call),
      () => undefined, // there is none, as the page says
    );
  }, [ended, id, client]);

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
