import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useFormats } from '../platform/formats';
import { useTexts } from '../i18n/texts';
import { IconButton } from '../ui/Button';
import { Notice } from '../ui/Notice';
import type { Address } from '../url/addresses';
import { PageWaiting } from './PageWaiting';
import { shellTexts } from './texts';

/** What is around every page: its notice of unknown parameters, its waiting, and the focus when it opens. */
export function PageFrame({ address, children }: { address: Address; children: ReactNode }) {
  return (
    <>
      {address.unknown.length > 0 && <UnknownParameters names={address.unknown} />}
      <Suspense fallback={<PageWaiting />}>
        <FocusOnChange page={address.page}>{children}</FocusOnChange>
      </Suspense>
    </>
  );
}

/** Moves the focus to the content when another page opens, so that keys and readers go on from there. */
function FocusOnChange({ page, children }: { page: string; children: ReactNode }) {
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (shown.current !== undefined && shown.current !== page) document.getElementById('content')?.focus();
    shown.current = page;
  }, [page]);
  return children;
}

function UnknownParameters({ names }: { names: readonly string[] }) {
  const t = useTexts(shellTexts);
  const formats = useFormats();
  const text = formats.list(names.map(name => name.slice(0, 60)).slice(0, 8));
  const [closed, setClosed] = useState<string>();
  if (closed === text) return null;
  return (
    <Notice tone="warning" live action={<IconButton icon="close" label={t.dismiss} onClick={() => setClosed(text)} />}>
      {t.unknownParameters(text)}
    </Notice>
  );
}
