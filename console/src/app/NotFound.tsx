import { useTexts } from '../i18n/texts';
import { PageLink } from '../ui/Link';
import { shellTexts } from './texts';

export function NotFound() {
  const t = useTexts(shellTexts);
  return (
    <div className="page page-message">
      <h1>{t.notFound.title}</h1>
      <p>{t.notFound.text}</p>
      <PageLink page="calls" className="button button-primary">
        {t.notFound.back}
      </PageLink>
    </div>
  );
}
