import type { ButtonHTMLAttributes, Ref } from 'react';
import { Icon, type IconName } from './Icon';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon?: IconName;
  /** Plain ones have no frame; primary is the one that a page is about. */
  look?: 'framed' | 'plain' | 'primary' | 'danger';
  pressed?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ icon, look = 'framed', pressed, className, children, ...attributes }: ButtonProps) {
  const words = ['button', `button-${look}`, className].filter(Boolean).join(' ');
  return (
    <button type="button" className={words} aria-pressed={pressed} {...attributes}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button of only an icon; its label is read out and shown as a tooltip. */
export function IconButton({ label, icon, ...attributes }: ButtonProps & { label: string; icon: IconName }) {
  return <Button look="plain" className="button-icon" aria-label={label} title={label} icon={icon} {...attributes} />;
}
