import { useTexts } from '../../i18n/texts';
import { Button } from '../../ui/Button';
import { parseLength, withoutFilter } from '../../url/filters';
import type { PageState } from '../../url/pages';
import { overviewTexts } from './texts';

const WEEK = 604_800_000;

/** What stands in place of figures where there are no calls: the conditions to drop, and a longer range. */
export function EmptyRange({
  state: { range, filters, q },
  change,
}: {
  state: PageState<'overview'>;
  change: (changes: Partial<PageState<'overview'>>) => void;
}) {
  const t = useTexts(overviewTexts);
  const short = 'from' in range || (parseLength(range.last) ?? 0) < WEEK;
  return (
    <div className="overview-empty">
      <p>{filters.length > 0 || q ? t.emptyFiltered : t.empty}</p>
      <div className="overview-empty-actions">
        {q && (
          <Button icon="close" onClick={() => change({ q: undefined })}>
            “{q}”
          </Button>
        )}
        {filters.map(filter => (
          <Button
            key={`${filter.not}${filter.name}=${filter.value}`}
            icon="close"
            onClick={() => change({ filters: withoutFilter(filters, filter) })}
          >
            {filter.name} {filter.not ? '≠' : '='} {filter.value}
          </Button>
        ))}
        {short && <Button onClick={() => change({ range: { last: '7d' } })}>{t.further}</Button>}
      </div>
    </div>
  );
}
