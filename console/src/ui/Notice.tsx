import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

type Tone = 'info' | 'warning' | 'bad' | 'good';

const ICONS: Record<Tone, IconName> = { info: 'info', warning: 'warning', bad: 'error', good: 'check' };

/** A line that says something about what is shown. */
export function Notice({
  tone = 'info',
  children,
  action,
  live = false,
}: {
  tone?: Tone;
  children: ReactNode;
  action?: ReactNode;
  live?: boolean;
}) {
  return (
    <div className={`notice notice-${tone}`} role={live ? 'status' : undefined}>
      <Icon name={ICONS[tone]} />
      <div className="notice-text">{children}</div>
      {action}
    </div>
  );
}
