import { CSPProvider } from '@base-ui/react/csp-provider';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import './overlays.css';

/** A window over the page; import it only from code that is fetched lazily. */
export function Dialog({
  label,
  title,
  close,
  className = '',
  children,
}: {
  label: string;
  title?: ReactNode;
  close: () => void;
  className?: string;
  children: ReactNode;
}) {
  return (
    <CSPProvider disableStyleElements>
      <BaseDialog.Root open onOpenChange={open => !open && close()}>
        <BaseDialog.Portal>
          <BaseDialog.Backdrop className="overlay-backdrop" />
          <BaseDialog.Popup className={`overlay dialog ${className}`} aria-label={label}>
            {title && <BaseDialog.Title className="dialog-title">{title}</BaseDialog.Title>}
            {children}
          </BaseDialog.Popup>
        </BaseDialog.Portal>
      </BaseDialog.Root>
    </CSPProvider>
  );
}
