import { useTexts } from '../../i18n/texts';
import { commonTexts } from '../../texts';
import { Button } from '../../ui/Button';
import { parseLength, withoutFilter } from '../../url/filters';
import type { Asked } from '../../url/pages';
import { filterText } from './filterTexts';
import { callsTexts } from './texts';
import './empty.css';

const WEEK = 604_800_000;

/** What stands in place of calls or figures where there are none: the conditions to drop, and a longer range. */
export function EmptyRange({
  asked: { range, filters, q },
  change,
  text,
}: {
  asked: Asked;
  change: (changes: Partial<Asked>) => void;
  text?: string;
}) {
  const t = useTexts(callsTexts);
  const common = useTexts(commonTexts);
  const short = 'from' in range || (parseLength(range.last) ?? 0) < WEEK;
  return (
    <div className="calls-empty">
      <p>{text ?? (filters.length > 0 || q ? t.emptyFiltered : t.empty)}</p>
      <div className="calls-empty-actions">
        {q && (
          <Button icon="close" aria-label={t.filterRemove(`“${q}”`)} onClick={() => change({ q: undefined })}>
            <bdi>“{q}”</bdi>
          </Button>
        )}
        {filters.map(filter => {
          const condition = filterText(filter, common, t);
          return (
            <Button
              key={condition}
              icon="close"
              aria-label={t.filterRemove(condition)}
              onClick={() => change({ filters: withoutFilter(filters, filter) })}
            >
              <bdi>{condition}</bdi>
            </Button>
          );
        })}
        {short && <Button onClick={() => change({ range: { last: '7d' } })}>{t.further}</Button>}
      </div>
    </div>
  );
}
