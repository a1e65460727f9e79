import { useQuery } from '@tanstack/react-query';
import { useReachable } from '../api/connection';
import { healthQuery } from '../api/queries';
import { useTexts } from '../i18n/texts';
import { Notice } from '../ui/Notice';
import { shellTexts } from './texts';

/** What is wrong with the gateway itself, above every page. */
export function Troubles() {
  const t = useTexts(shellTexts);
  const reachable = useReachable();
  const { data: health } = useQuery(healthQuery);
  return (
    <div className="troubles" aria-live="polite">
      {!reachable && <Notice tone="bad">{t.offline}</Notice>}
      {reachable && health?.reason && <Notice tone="bad">{t.trouble.journal(health.reason)}</Notice>}
    </div>
  );
}
