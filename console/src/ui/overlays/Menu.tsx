import { CSPProvider } from '@base-ui/react/csp-provider';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { RefObject } from 'react';
import { Icon } from '../Icon';
import type { MenuHeading, MenuItem } from '../MenuButton';
import './overlays.css';

export default function Menu({
  label,
  anchor,
  open,
  onOpenChange,
  items,
}: {
  label: string;
  anchor: RefObject<HTMLButtonElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  items: readonly (MenuItem | MenuHeading)[];
}) {
  return (
    <CSPProvider disableStyleElements>
      <BaseMenu.Root
        open={open}
        onOpenChange={(next, details) => {
          // The button itself closes the menu by its click; the press before must not, or it would open again.
          const target = details.event.target;
          if (!next && target instanceof Node && anchor.current?.contains(target)) return;
          onOpenChange(next);
        }}
        modal={false}
      >
        <BaseMenu.Portal>
          <BaseMenu.Positioner
            className="overlay-positioner"
            anchor={anchor}
            sideOffset={4}
            align="start"
            collisionPadding={8}
          >
            <BaseMenu.Popup className="overlay menu" aria-label={label} finalFocus={anchor}>
              {items.map(item =>
                'heading' in item ? (
                  <div key={item.id} className="menu-heading">
                    {item.heading}
                  </div>
                ) : (
                  <BaseMenu.Item
                    key={item.id}
                    className="menu-item"
                    disabled={item.disabled}
                    onClick={item.run}
                    {...(item.checked === undefined ? {} : { role: 'menuitemradio', 'aria-checked': item.checked })}
                  >
                    <span className="menu-mark">
                      {item.checked ? <Icon name="check" size={14} /> : item.icon && <Icon name={item.icon} />}
                    </span>
                    {item.label}
                  </BaseMenu.Item>
                ),
              )}
            </BaseMenu.Popup>
          </BaseMenu.Positioner>
        </BaseMenu.Portal>
      </BaseMenu.Root>
    </CSPProvider>
  );
}
