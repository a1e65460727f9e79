import type { ReactNode } from 'react';
import { PageLink } from '../ui/Link';
import { DAY, type Filter } from '../url/filters';

/** A number that leads to the calls it counts. */
export function CallsOf({
  where,
  title,
  children,
}: {
  where: Record<string, string>;
  title?: string;
  children: ReactNode;
}) {
  const filters: Filter[] = Object.entries(where).map(([name, value]) => ({ name, value, not: false }));
  return (
    <PageLink page="calls" state={{ range: DAY, filters }} title={title}>
      {children}
    </PageLink>
  );
}
