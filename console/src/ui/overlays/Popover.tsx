import { CSPProvider } from '@base-ui/react/csp-provider';
import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactNode, RefObject } from 'react';
import './overlays.css';

export default function Popover({
  label,
  anchor,
  open,
  onOpenChange,
  children,
}: {
  label: string;
  anchor: RefObject<HTMLButtonElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}) {
  return (
    <CSPProvider disableStyleElements>
      <BasePopover.Root
        open={open}
        onOpenChange={(next, details) => {
          const target = details.event.target;
          if (!next && target instanceof Node && anchor.current?.contains(target)) return;
          onOpenChange(next);
        }}
      >
        <BasePopover.Portal>
          <BasePopover.Positioner
            className="overlay-positioner"
            anchor={anchor}
            sideOffset={4}
            align="end"
            collisionPadding={8}
          >
            <BasePopover.Popup className="overlay popover" aria-label={label} finalFocus={anchor}>
              {children}
            </BasePopover.Popup>
          </BasePopover.Positioner>
        </BasePopover.Portal>
      </BasePopover.Root>
    </CSPProvider>
  );
}
