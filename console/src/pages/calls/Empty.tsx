import { useQuery } from '@tanstack/react-query';
import type { CallPage } from '../../api/calls';
import { request } from '../../api/client';
import { useTexts } from '../../i18n/texts';
import { commonTexts } from '../../texts';
import { Button } from '../../ui/Button';
import { PageLink } from '../../ui/Link';
import { type Filter, parseLength } from '../../url/filters';
import type { PageState } from '../../url/pages';
import { columnName } from './columns';
import { filterText } from './filterTexts';
import { callsTexts } from './texts';

const WEEK = 604_800_000;

/** What stands in place of an empty list: which condition to drop, or how to begin. */
export function Empty({
  state: { range, filters, q, top },
  drop,
  dropSearch,
  further,
}: {
  state: PageState<'calls'>;
  drop: (filter: Filter) => void;
  dropSearch: () => void;
  further: () => void;
}) {
  const t = useTexts(callsTexts);
  const common = useTexts(commonTexts);
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
  const short = 'from' in range || (parseLength(range.last) ?? 0) < WEEK;
  return (
    <div className="calls-empty">
      <p>{top ? t.emptyTop(columnName(top, t)) : filtered ? t.emptyFiltered : t.empty}</p>
      <div className="calls-empty-actions">
        {q && (
          <Button icon="close" onClick={dropSearch}>
            “{q}”
          </Button>
        )}
        {filters.map(filter => {
          const text = filterText(filter, common, t);
          return (
            <Button key={text} icon="close" aria-label={t.filterRemove(text)} onClick={() => drop(filter)}>
              {text}
            </Button>
          );
        })}
        {short && <Button onClick={further}>{t.further}</Button>}
      </div>
    </div>
  );
}
