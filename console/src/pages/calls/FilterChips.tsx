import { useTexts } from '../../i18n/texts';
import { commonTexts } from '../../texts';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { type Filter, withoutFilter } from '../../url/filters';
import { filterText } from './filterTexts';
import { callsTexts } from './texts';
import './chips.css';

/** The conditions of the list; a click drops one. */
export function FilterChips({
  filters,
  change,
}: {
  filters: readonly Filter[];
  change: (filters: readonly Filter[]) => void;
}) {
  const t = useTexts(callsTexts);
  const common = useTexts(commonTexts);
  if (filters.length === 0) return null;
  return (
    <ul className="chips" aria-label={t.filters}>
      {filters.map(filter => {
        const text = filterText(filter, common, t);
        return (
          <li key={text}>
            <button
              type="button"
              className={filter.not ? 'chip chip-not' : 'chip'}
              title={t.filterRemove(text)}
              aria-label={t.filterRemove(text)}
              onClick={() => change(withoutFilter(filters, filter))}
            >
              <bdi>{text}</bdi>
              <Icon name="close" size={11} />
            </button>
          </li>
        );
      })}
      {filters.length > 1 && (
        <li>
          <Button look="plain" onClick={() => change([])}>
            {t.filtersClear}
          </Button>
        </li>
      )}
    </ul>
  );
}
