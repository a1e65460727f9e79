import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Button } from './Button';
import type { IconName } from './Icon';

export interface MenuItem {
  id: string;
  label: string;
  icon?: IconName;
  /** Set for choices, which show a mark. */
  checked?: boolean;
  disabled?: boolean;
  run: () => void;
}

/** A heading over the items that follow it. */
export interface MenuHeading {
  id: string;
  heading: string;
}

const loadMenu = () => import('./overlays/Menu');
const Menu = lazy(loadMenu);

/** A button with a menu, whose code is fetched when it is first needed. */
export function MenuButton({
  label,
  items,
  icon,
  content,
  className,
  look,
  title,
}: {
  label: string;
  items: readonly (MenuItem | MenuHeading)[];
  icon?: IconName;
  content?: ReactNode;
  className?: string;
  look?: 'framed' | 'plain' | 'primary';
  title?: string;
}) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const preload = () => void loadMenu();
  return (
    <>
      <Button
        ref={button}
        icon={icon}
        look={look}
        className={className}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        title={title}
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
          <Menu label={label} anchor={button} open={open} onOpenChange={setOpen} items={items} />
        </Suspense>
      )}
    </>
  );
}
