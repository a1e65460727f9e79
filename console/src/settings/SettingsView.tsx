import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { type Configuration, configurationQuery, type Setting } from '../api/configuration';
import { useKeys } from '../app/keys';
import { visible } from '../call/visible';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { useTitle } from '../platform/title';
import { ErrorNotice } from '../ui/ErrorNotice';
import { PageLink } from '../ui/Link';
import { Notice } from '../ui/Notice';
import { Overview } from './Overview';
import { SettingTable } from './SettingTable';
import { settingsTexts } from './texts';
import './settings.css';

/** The settings in force: what the gateway is and keeps, or one section of gateway.yaml with its values. */
export function SettingsView({ section }: { section?: string }) {
  const t = useTexts(settingsTexts);
  const { data, error, refetch } = useQuery(configurationQuery);
  const [search, setSearch] = useState('');
  const searchField = useId();
  useTitle(section ? titleOf(t.sections, section) : t.title);
  useKeys([{ keys: '/', label: t.search, run: () => document.getElementById(searchField)?.focus() }]);
  const sections = [...new Set(data?.settings.map(each => each.section))];
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sections come with the data
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [section, data]);
  return (
    <div className="page settings">
      <header className="settings-head">
        <h1>{t.title}</h1>
        <input
          id={searchField}
          type="search"
          aria-label={t.search}
          placeholder={t.search}
          aria-keyshortcuts="/"
          value={search}
          onChange={event => setSearch(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      </header>
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {data && data.problems.length > 0 && <Problems problems={data.problems} />}
      <nav ref={nav} className="settings-nav" aria-label={t.title}>
        <PageLink
          page="settings"
          aria-current={section === undefined ? 'page' : undefined}
          onClick={() => setSearch('')}
        >
          {t.overview}
        </PageLink>
        {sections.map(each => (
          <PageLink
            key={each}
            page="section"
            state={{ id: each }}
            aria-current={each === section ? 'page' : undefined}
            onClick={() => setSearch('')}
          >
            {titleOf(t.sections, each)}
          </PageLink>
        ))}
      </nav>
      {data && <Content configuration={data} section={section} search={search.trim()} />}
    </div>
  );
}

function Content({
  configuration,
  section,
  search,
}: {
  configuration: Configuration;
  section: string | undefined;
  search: string;
}) {
  const t = useTexts(settingsTexts);
  const formats = useFormats();
  if (search) {
    const found = configuration.settings.filter(setting => fits(setting, search));
    return (
      <section className="settings-content" aria-label={t.search}>
        <p role="status" className="muted">
          {found.length > 0 ? t.found(formats.count(found.length)) : t.nothing}
        </p>
        {found.length > 0 && <SettingTable settings={found} label={t.search} />}
      </section>
    );
  }
  if (section === undefined) return <Overview configuration={configuration} />;
  const settings = configuration.settings.filter(each => each.section === section);
  return (
    <section className="settings-content" aria-label={titleOf(t.sections, section)}>
      {settings.length === 0 ? (
        <p>{t.missing(visible(section))}</p>
      ) : (
        <>
          <h2>{titleOf(t.sections, section)}</h2>
          <SettingTable settings={settings} label={titleOf(t.sections, section)} />
          <p className="muted">{t.precedence}</p>
        </>
      )}
    </section>
  );
}

function Problems({ problems }: { problems: Configuration['problems'] }) {
  const t = useTexts(settingsTexts).problems;
  return (
    <Notice tone="bad" live>
      {t.title}
      <ul className="settings-problems">
        {problems.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <code>{visible(path)}</code> {visible(message)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function fits({ name, key = '', value }: Setting, search: string): boolean {
  const text = `${name} ${key} ${value}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

function titleOf(titles: Record<string, string>, section: string): string {
  return titles[section] ?? visible(section);
}
