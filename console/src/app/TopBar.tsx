import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client';
import { runningQuery, sessionQuery } from '../api/queries';
import { chooseLocale, LOCALES, useLocale } from '../i18n/locale';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { THEMES, useDensity, useTheme } from '../platform/theme';
import { Button } from '../ui/Button';
import { PageLink } from '../ui/Link';
import { MenuButton } from '../ui/MenuButton';
import { PopoverButton } from '../ui/PopoverButton';
import { keyName } from './keyNames';
import { RangePicker } from './RangePicker';
import { shellTexts } from './texts';
import { useRangeOfPage } from './useRange';

export function TopBar({ openPalette }: { openPalette: () => void }) {
  const t = useTexts(shellTexts);
  const ranged = useRangeOfPage() !== undefined;
  return (
    <header className="top-bar">
      {ranged && <RangePicker />}
      <Button className="top-search" icon="search" onClick={openPalette} aria-keyshortcuts="Control+K">
        <span className="top-search-text">{t.palette.label}</span>
        <kbd>{keyName('mod+k')}</kbd>
      </Button>
      <span className="top-space" />
      <Running />
      <Looks />
    </header>
  );
}

function Running() {
  const t = useTexts(shellTexts);
  const formats = useFormats();
  const { data } = useQuery(runningQuery);
  const calls = data?.calls ?? [];
  const label = t.running.label(formats.count(calls.length));
  return (
    <PopoverButton
      label={label}
      look="plain"
      icon="running"
      className={calls.length > 0 ? 'running running-some' : 'running'}
      content={<span>{formats.count(calls.length)}</span>}
    >
      {close => (
        <div className="running-list">
          <h2>{t.running.title}</h2>
          {calls.length === 0 && <p className="muted">{t.running.none}</p>}
          <ul>
            {calls.slice(0, 50).map(call => (
              <li key={call.id}>
                <PageLink page="call" state={{ id: call.id }} onClick={close}>
                  {call.model}
                </PageLink>
                <span className="muted">
                  {call.provider} · {formats.time(Date.parse(call.time))}
                </span>
                <span className="running-question">{call.question}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </PopoverButton>
  );
}

function Looks() {
  const t = useTexts(shellTexts);
  const locale = useLocale();
  const [theme, chooseTheme] = useTheme();
  const [density, chooseDensity] = useDensity();
  const { data: session } = useQuery(sessionQuery);
  const client = useQueryClient();
  const signOut = async () => {
    await request('session', { method: 'DELETE' });
    client.clear();
    window.location.assign('/console/login');
  };
  return (
    <MenuButton
      label={t.looks}
      title={t.looks}
      icon="looks"
      look="plain"
      items={[
        { id: 'language', heading: t.language },
        ...LOCALES.map(each => ({
          id: each,
          label: t.languages[each],
          checked: each === locale,
          run: () => chooseLocale(each),
        })),
        { id: 'theme', heading: t.theme },
        ...THEMES.map(each => ({
          id: each,
          label: t.themes[each],
          checked: each === theme,
          run: () => chooseTheme(each),
        })),
        { id: 'density', heading: t.density },
        ...(['compact', 'comfortable'] as const).map(each => ({
          id: each,
          label: t.densities[each],
          checked: each === density,
          run: () => chooseDensity(each),
        })),
        ...(session?.login === 'open' ? [{ id: 'out', label: t.signOut, run: () => void signOut() }] : []),
      ]}
    />
  );
}
