import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ProviderDocument } from '../api/catalogue';
import type { CallLine, CallPage } from '../api/calls';
import { request } from '../api/client';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { visible } from '../call/visible';
import { Icon } from '../ui/Icon';
import { PageLink } from '../ui/Link';
import { CallsOf } from './CallsOf';
import { Errors } from './Providers';
import { catalogueTexts } from './texts';

const ERRORS_SHOWN = 5;

const latestQuery = (provider: string, state: 'error' | undefined, limit: number) =>
  queryOptions({
    queryKey: ['calls of a provider', provider, state, limit],
    queryFn: async ({ signal }) =>
      (await request<CallPage>('calls', { parameters: { provider, state, limit, from: '24h' }, signal })).calls,
  });

/** How a provider did in the last 24 hours: its figures, its last call and its latest errors. */
export function Traffic({ provider }: { provider: ProviderDocument }) {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  const { id, health } = provider;
  const { data: last } = useQuery(latestQuery(id, undefined, 1));
  const { data: errors = [] } = useQuery(latestQuery(id, 'error', ERRORS_SHOWN));
  const lastCall = last?.[0];
  const [lastError] = errors;
  return (
    <section className="catalogue-card" aria-label={t.page.traffic}>
      <h2>{t.page.traffic}</h2>
      {!health && !lastCall && <p className="muted">{t.page.noTraffic}</p>}
      {(health || lastCall) && (
        <dl className="catalogue-facts">
          {health && (
            <>
              <div>
                <dt>{t.callsCount}</dt>
                <dd>
                  <CallsOf where={{ provider: id }} title={t.showCalls(id)}>
                    {formats.count(health.calls)}
                  </CallsOf>
                </dd>
              </div>
              <div>
                <dt>{t.errors}</dt>
                <dd>
                  <Errors provider={provider} />
                </dd>
              </div>
              {health.first_p50_ms !== undefined && (
                <div>
                  <dt>{t.firstToken}</dt>
                  <dd title={t.median}>{formats.duration(health.first_p50_ms)}</dd>
                </div>
              )}
            </>
          )}
          {lastCall && (
            <div>
              <dt>{t.lastCall}</dt>
              <dd>
                <CallTime call={lastCall} />
              </dd>
            </div>
          )}
          <div>
            <dt>{t.lastError}</dt>
            <dd>{lastError ? <CallTime call={lastError} /> : <span className="muted">{t.noErrors}</span>}</dd>
          </div>
        </dl>
      )}
      {errors.length > 0 && (
        <>
          <h3>{t.page.recentErrors}</h3>
          <ul className="catalogue-errors">
            {errors.map(call => (
              <li key={call.id}>
                <span className="catalogue-error-sign">
                  <Icon name="error" size={14} />
                </span>
                <CallTime call={call} />
                <span>{visible(call.code ?? String(call.status))}</span>
                <span className="muted">{visible(call.model)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function CallTime({ call: { id, time } }: { call: CallLine }) {
  const formats = useFormats();
  const at = Date.parse(time);
  return (
    <PageLink page="call" state={{ id }} title={formats.utc(at)}>
      {formats.moment(at)}
    </PageLink>
  );
}
