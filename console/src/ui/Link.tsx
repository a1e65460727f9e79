import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { Link as RouterLink } from 'wouter';
import { addressOfPage } from '../url/addresses';
import type { PageName, PageState } from '../url/pages';

type Attributes = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>;

/** A link to a page of the console with a state. */
export function PageLink<N extends PageName>({
  page,
  state,
  children,
  ...attributes
}: Attributes & { page: N; state?: Partial<PageState<N>>; children: ReactNode }) {
  return (
    <RouterLink href={addressOfPage(page, state)} {...attributes}>
      {children}
    </RouterLink>
  );
}
