import { useTexts } from '../i18n/texts';
import { IconButton } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { useMarked } from './marked';
import { callTexts } from './texts';

/** Says that a call waits for another one to be compared with. */
export default function MarkedNotice() {
  const t = useTexts(callTexts).compare;
  const [marked, mark] = useMarked();
  if (!marked) return null;
  return (
    <Notice live action={<IconButton icon="close" label={t.unmark} onClick={() => mark(undefined)} />}>
      {t.marked(marked.slice(-8))}
    </Notice>
  );
}
