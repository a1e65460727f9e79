import { useQuery } from '@tanstack/react-query';
import { useReachable } from '../api/connection';
import { healthQuery, providerHealthQuery } from '../api/queries';
import { useTexts } from '../i18n/texts';
import { PageLink } from '../ui/Link';
import { Notice } from '../ui/Notice';
import { shellTexts } from './texts';

/** Share of failed calls from which a provider counts as failing, and the calls that say so. */
const FAILING = 0.5;
const ENOUGH_CALLS = 5;

/** What is wrong with the gateway or its providers, above every page. */
export function Troubles() {
  const t = useTexts(shellTexts);
  const reachable = useReachable();
  const { data: health } = useQuery(healthQuery);
  const { data: known } = useQuery(providerHealthQuery);
  const failing = (known?.providers ?? []).filter(
    ({ enabled, health: traffic }) =>
      enabled && traffic !== undefined && traffic.calls >= ENOUGH_CALLS && traffic.error_rate >= FAILING,
  );
  return (
    <div className="troubles" aria-live="polite">
      {!reachable && <Notice tone="bad">{t.offline}</Notice>}
      {reachable && health?.reason && <Notice tone="bad">{t.trouble.journal(health.reason)}</Notice>}
      {failing.slice(0, 3).map(({ id }) => (
        <Notice
          key={id}
          tone="bad"
          action={
            <PageLink
              page="calls"
              state={{
                filters: [
                  { name: 'provider', value: id, not: false },
                  { name: 'state', value: 'error', not: false },
                ],
              }}
              className="button"
            >
              {t.trouble.show}
            </PageLink>
          }
        >
          {t.trouble.provider(id)}
        </Notice>
      ))}
    </div>
  );
}
