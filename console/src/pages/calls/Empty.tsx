import { useQuery } from '@tanstack/react-query';
import type { CallPage } from '../../api/calls';
import { request } from '../../api/client';
import { useTexts } from '../../i18n/texts';
import { PageLink } from '../../ui/Link';
import type { PageState } from '../../url/pages';
import { columnName } from './columns';
import { EmptyRange } from './EmptyRange';
import { callsTexts } from './texts';

/** What stands in place of an empty list: which condition to drop, or how to begin. */
export function Empty({
  state,
  change,
}: {
  state: PageState<'calls'>;
  change: (changes: Partial<PageState<'calls'>>) => void;
}) {
  const { filters, q, top } = state;
  const t = useTexts(callsTexts);
  const filtered = filters.length > 0 || q !== undefined;
  const { data: any } = useQuery({
    queryKey: ['calls', 'any'],
    queryFn: ({ signal }) => request<CallPage>('calls', { parameters: { limit: 1 }, signal }),
    enabled: !filtered,
  });
  if (any?.calls.length === 0) {
    return (
      <div className="calls-empty">
        <p>{t.emptyNever}</p>
        <PageLink page="connect" className="button button-primary">
          {t.emptyConnect}
        </PageLink>
      </div>
    );
  }
  return <EmptyRange asked={state} change={change} text={top && t.emptyTop(columnName(top, t))} />;
}
