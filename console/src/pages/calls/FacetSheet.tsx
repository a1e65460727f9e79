import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/texts';
import { Dialog } from '../../ui/overlays/Dialog';
import { callsTexts } from './texts';

/** The facets over the list, on phones. */
export default function FacetSheet({ close, children }: { close: () => void; children: ReactNode }) {
  const t = useTexts(callsTexts);
  return (
    <Dialog label={t.facets} title={t.facets} close={close} className="facet-sheet">
      {children}
    </Dialog>
  );
}
