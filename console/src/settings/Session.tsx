import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client';
import { sessionQuery } from '../api/queries';
import { visible } from '../call/visible';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { Button } from '../ui/Button';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Notice } from '../ui/Notice';
import { Card } from './Card';
import { settingsTexts } from './texts';

/** Who is signed in to the console, until when, and the way out. */
export function Session() {
  const t = useTexts(settingsTexts).session;
  const formats = useFormats();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const signOut = useMutation({
    mutationFn: () => request('session', { method: 'DELETE' }),
    onSuccess: () => {
      client.clear();
      window.location.assign('/console/login');
    },
  });
  if (!session) return null;
  return (
    <Card title={t.title}>
      {session.login === 'none' ? (
        <Notice tone="warning">{t.none}</Notice>
      ) : (
        <>
          <p>
            {session.key_id === undefined ? t.plain : t.open(visible(session.key_id))}{' '}
            {session.expires_at && t.until(formats.moment(Date.parse(session.expires_at)))}
          </p>
          {signOut.error && <ErrorNotice error={signOut.error} />}
          <Button className="settings-sign-out" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
            {t.signOut}
          </Button>
        </>
      )}
    </Card>
  );
}
