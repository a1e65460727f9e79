import { useQuery } from '@tanstack/react-query';
import type { CallPage } from '../../api/calls';
import { request } from '../../api/client';
import { useTexts } from '../../i18n/texts';
import { useTitle } from '../../platform/title';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PageLink } from '../../ui/Link';
import { apiParameters } from '../../url/filters';
import { usePageState } from '../../url/location';
import { callsTexts } from './texts';

export default function CallsPage() {
  const t = useTexts(callsTexts);
  const [state] = usePageState('calls');
  useTitle(t.title);
  const parameters = { ...apiParameters(state), limit: 200 };
  const { data, error, refetch } = useQuery({
    queryKey: ['calls', parameters],
    queryFn: ({ signal }) => request<CallPage>('calls', { parameters, signal }),
  });
  return (
    <div className="page">
      <h1>{t.title}</h1>
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      <ul>
        {data?.calls.map(call => (
          <li key={call.id}>
            <PageLink page="call" state={{ id: call.id }}>
              {call.model} {call.question}
            </PageLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
