import { useTexts } from '../i18n/texts';
import { Icon } from '../ui/Icon';
import { PageLink } from '../ui/Link';
import { MenuButton } from '../ui/MenuButton';
import { useAddress } from '../url/location';
import { useLocation } from 'wouter';
import { addressOfPage } from '../url/addresses';
import { homeOf, ON_PHONES, SECTIONS } from './navigation';
import { hasPage } from './pages';
import { shellTexts } from './texts';
import { useRangeOfPage } from './useRange';

/** The pages on a phone. */
export function BottomBar() {
  const t = useTexts(shellTexts);
  const address = useAddress();
  const range = useRangeOfPage();
  const [, navigate] = useLocation();
  const home = homeOf(address?.page);
  const others = SECTIONS.flatMap(({ items }) => items).flatMap(item =>
    'page' in item && hasPage(item.page) && !ON_PHONES.includes(item.page) ? [item.page] : [],
  );
  return (
    <nav className="bottom-bar" aria-label={t.navigation}>
      {ON_PHONES.filter(hasPage).map(page => (
        <PageLink
          key={page}
          page={page}
          state={range ? { range } : {}}
          className="bottom-item"
          aria-current={home === page ? 'page' : undefined}
        >
          <Icon name={page} size={20} />
          <span>{t.pages[page]}</span>
        </PageLink>
      ))}
      <MenuButton
        className="bottom-item"
        label={t.more}
        content={
          <>
            <Icon name="more" size={20} />
            <span>{t.more}</span>
          </>
        }
        items={others.map(page => ({
          id: page,
          label: t.pages[page],
          icon: page,
          run: () => navigate(addressOfPage(page)),
        }))}
      />
    </nav>
  );
}
