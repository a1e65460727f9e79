import { useTexts } from '../i18n/texts';
import { shellTexts } from './texts';

/** Stands where a page will be. */
export function PageWaiting() {
  const t = useTexts(shellTexts);
  return <div className="page-waiting">{t.loading}</div>;
}
