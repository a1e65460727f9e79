import { useEffect, useId, useRef, useState } from 'react';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button, IconButton } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { callTexts } from '../texts';
import { CopyButton } from './CopyButton';
import { BodyReader } from './reader';
import { RowList } from './RowList';
import type { RowValue } from './rows';
import type { BodyMode, Opened } from './service';
import { useSearch } from './useSearch';
import './body.css';

const COLUMNS = 120;
/** The depth below which "fold all" folds. */
const FOLDED_DEPTH = 2;

/** The bytes of a body: JSON with folding, a stream by its events, text, or bytes as numbers. */
export function BodyViewer({
  bytes,
  mode,
  label,
  cut,
}: {
  bytes: Uint8Array;
  mode: BodyMode;
  label: string;
  /** True if only the beginning was kept, which says why it breaks off. */
  cut: boolean;
}) {
  const t = useTexts(callTexts).body;
  const formats = useFormats();
  const frame = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<{ reader: BodyReader; body: Opened }>();
  const [failed, setFailed] = useState<string>();
  const [count, setCount] = useState(0);
  const [version, setVersion] = useState(0);
  const [value, setValue] = useState<{ id: number; value: RowValue }>();

  useEffect(() => {
    const reader = new BodyReader();
    let closed = false;
    const columns = columnsOf(frame.current);
    reader.ask('open', { bytes, mode, columns }).then(
      body => {
        if (closed) return;
        setCount(body.count);
        setOpened({ reader, body });
      },
      (error: Error) => !closed && setFailed(error.message),
    );
    return () => {
      closed = true;
      reader.close();
      setOpened(undefined);
      setValue(undefined);
    };
  }, [bytes, mode]);

  const changed = (rows: number) => {
    setCount(rows);
    setVersion(before => before + 1);
  };
  const search = useSearch(opened?.reader, changed);
  const fold = (id: number, folded: boolean) => void opened?.reader.ask('fold', { id, folded }).then(changed);
  const foldFrom = (depth: number) => void opened?.reader.ask('foldFrom', { depth }).then(changed);
  const select = (id: number) =>
    void opened?.reader.ask('value', { id }).then(answer => setValue({ id, value: answer }));
  const isJson = opened?.body.form === 'json';

  return (
    <div className="body-viewer" ref={frame}>
      <div className="body-tools">
        <SearchField search={search} />
        {isJson && (
          <>
            <Button look="plain" onClick={() => foldFrom(FOLDED_DEPTH)}>
              {t.foldAll}
            </Button>
            <Button look="plain" onClick={() => foldFrom(0)}>
              {t.unfoldAll}
            </Button>
          </>
        )}
        {opened && opened.body.redacted > 0 && (
          <span className="badge badge-warning" title={t.redactedTitle}>
            {t.redacted(formats.count(opened.body.redacted))}
          </span>
        )}
        <span className="body-count muted">
          {opened && t.forms[opened.body.form](formats.count(opened.body.count))}
        </span>
      </div>
      {failed && <Notice tone="bad">{failed}</Notice>}
      {opened?.body.brokenAt !== undefined && !cut && (
        <Notice tone="warning">{t.broken(formats.count(opened.body.brokenAt))}</Notice>
      )}
      {bytes.length === 0 ? (
        <p className="muted body-empty">{t.empty}</p>
      ) : opened ? (
        <RowList
          key={mode}
          reader={opened.reader}
          form={opened.body.form}
          count={count}
          version={version}
          label={label}
          query={search.query}
          target={search.target}
          selected={value?.id}
          onSelect={select}
          onFold={fold}
        />
      ) : (
        <div className="skeleton body-skeleton" />
      )}
      {value && <ValuePane value={value.value} close={() => setValue(undefined)} />}
    </div>
  );
}

function SearchField({ search }: { search: ReturnType<typeof useSearch> }) {
  const t = useTexts(callTexts).body;
  const formats = useFormats();
  const id = useId();
  return (
    <search className="body-search">
      <label htmlFor={id} className="visually-hidden">
        {t.search}
      </label>
      <input
        id={id}
        type="search"
        placeholder={t.search}
        value={search.query}
        onChange={event => search.ask(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          search.go(event.shiftKey ? -1 : 1);
        }}
      />
      {search.query && (
        <>
          <span className="muted" aria-live="polite">
            {search.found.length === 0
              ? t.foundNone
              : t.found(formats.count(search.at + 1), formats.count(search.found.length) + (search.more ? '+' : ''))}
          </span>
          <IconButton icon="up" label={t.previous} onClick={() => search.go(-1)} />
          <IconButton icon="down" label={t.next} onClick={() => search.go(1)} />
        </>
      )}
    </search>
  );
}

/** A value in full, with its path. */
function ValuePane({ value, close }: { value: RowValue; close: () => void }) {
  const t = useTexts(callTexts).body;
  return (
    <section className="value-pane" aria-label={t.value}>
      <header>
        <code className="value-path">{value.path || t.value}</code>
        <CopyButton text={value.text} />
        <IconButton icon="close" label={t.close} onClick={close} />
      </header>
      {value.cut && <p className="muted">{t.valueCut}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by the keyboard */}
      <pre dir="auto" tabIndex={0}>
        {value.text}
      </pre>
    </section>
  );
}

/** Pixels of a character of the page's fixed-width letters, and of the margin beside them. */
const CHARACTER = 7.4;
const MARGIN = 90;

function columnsOf(frame: HTMLDivElement | null): number {
  const width = frame?.clientWidth ?? 0;
  return width > 0 ? Math.max(40, Math.floor((width - MARGIN) / CHARACTER)) : COLUMNS;
}
