import { ApiError } from '../api/client';
import { useTexts } from '../i18n/texts';
import { commonTexts } from '../texts';
import { Button } from './Button';
import { Notice } from './Notice';

/** Says why something could not be fetched, in the gateway's own words, and offers to try again. */
export function ErrorNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useTexts(commonTexts);
  const message = error instanceof ApiError ? error.message : t.unreachable;
  return (
    <Notice
      tone="bad"
      live
      action={
        retry && (
          <Button icon="retry" onClick={retry}>
            {t.retry}
          </Button>
        )
      }
    >
      {message}
    </Notice>
  );
}
