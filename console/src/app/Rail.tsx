import { useTexts } from '../i18n/texts';
import { Icon } from '../ui/Icon';
import { PageLink } from '../ui/Link';
import { useAddress } from '../url/location';
import { homeOf, iconOf, type RailItem, SECTIONS } from './navigation';
import { hasPage, preloadPage } from './pages';
import { shellTexts } from './texts';
import { useRangeOfPage } from './useRange';

export function Rail() {
  const t = useTexts(shellTexts);
  return (
    <nav className="rail" aria-label={t.navigation}>
      <PageLink page="overview" className="rail-brand">
        <img src={`${import.meta.env.BASE_URL}icon.svg`} width={22} height={22} alt="" />
        <span>{t.product}</span>
      </PageLink>
      {SECTIONS.map(({ name, items }) => (
        <section key={name} className="rail-section" aria-labelledby={`rail-${name}`}>
          <h2 id={`rail-${name}`}>{t.sections[name]}</h2>
          <ul>
            {items.map(item => (
              <li key={iconOf(item)}>
                <Item item={item} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function Item({ item }: { item: RailItem }) {
  const t = useTexts(shellTexts);
  const address = useAddress();
  const range = useRangeOfPage();
  if ('reserved' in item || !hasPage(item.page)) {
    const name = t.pages['reserved' in item ? item.reserved : item.page];
    return (
      <span className="rail-item rail-reserved" title={`${name} – ${t.reserved}`}>
        <Icon name={iconOf(item)} />
        <span className="rail-label">{name}</span>
        <span className="visually-hidden">({t.reserved})</span>
      </span>
    );
  }
  const { page } = item;
  return (
    <PageLink
      page={page}
      state={range && page !== 'settings' ? { range } : {}}
      className="rail-item"
      title={t.pages[page]}
      aria-current={homeOf(address?.page) === page ? 'page' : undefined}
      onPointerEnter={() => preloadPage(page)}
      onFocus={() => preloadPage(page)}
    >
      <Icon name={page} />
      <span className="rail-label">{t.pages[page]}</span>
    </PageLink>
  );
}
