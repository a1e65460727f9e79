import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Button } from './Button';
import type { IconName } from './Icon';

const loadPopover = () => import('./overlays/Popover');
const Popover = lazy(loadPopover);

/** A button with a panel beside it, whose code is fetched when it is first needed. */
export function PopoverButton({
  label,
  icon,
  content,
  className,
  look,
  children,
}: {
  label: string;
  icon?: IconName;
  content?: ReactNode;
  className?: string;
  look?: 'framed' | 'plain' | 'primary';
  children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const preload = () => void loadPopover();
  return (
    <>
      <Button
        ref={button}
        icon={icon}
        look={look}
        className={className}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={label}
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => {
          setAsked(true);
          setOpen(!open);
        }}
      >
        {content}
      </Button>
      {asked && (
        <Suspense fallback={null}>
          <Popover label={label} anchor={button} open={open} onOpenChange={setOpen}>
            {open && children(() => setOpen(false))}
          </Popover>
        </Suspense>
      )}
    </>
  );
}
