import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Parameters } from '../../api/client';
import { useKeys } from '../../app/keys';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { Button, IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { PopoverButton } from '../../ui/PopoverButton';
import type { PageState } from '../../url/pages';
import { ColumnChooser } from './ColumnChooser';
import { sumsQuery } from './queries';
import { callsTexts } from './texts';
import { Views } from './Views';

/** Milliseconds after the last letter at which a search begins. */
const TYPING = 350;

interface ToolbarProps {
  q: string | undefined;
  search: (q: string | undefined) => void;
  parameters: Parameters;
  /** Asks for the totals again and again. */
  fresh: boolean;
  facetsOpen: boolean;
  toggleFacets: () => void;
  live: boolean;
  toggleLive: () => void;
  following: boolean;
  paused: boolean;
  togglePause: () => void;
  columns: readonly string[];
  changeColumns: (columns: readonly string[] | undefined) => void;
  phone: boolean;
  state: PageState<'calls'>;
}

export function Toolbar(props: ToolbarProps) {
  const { facetsOpen, toggleFacets, live, toggleLive, following, paused, togglePause, phone } = props;
  const t = useTexts(callsTexts);
  const columnsButton = useRef<HTMLSpanElement>(null);
  useKeys([{ keys: 'c', label: t.keys.columns, run: () => columnsButton.current?.querySelector('button')?.click() }]);
  return (
    <div className="toolbar" role="toolbar" aria-label={t.title}>
      <IconButton
        icon="facets"
        label={facetsOpen && !phone ? t.facetsHide : t.facets}
        pressed={facetsOpen}
        onClick={toggleFacets}
        aria-keyshortcuts="F"
      />
      <SearchField q={props.q} search={props.search} />
      <Button
        icon="live"
        pressed={live}
        title={live ? t.liveOff : t.liveOn}
        onClick={toggleLive}
        aria-keyshortcuts="L"
        className={following && !paused ? 'live-on' : undefined}
      >
        {!phone && t.live}
      </Button>
      {following && (
        <IconButton
          icon={paused ? 'play' : 'pause'}
          label={paused ? t.resume : t.pause}
          pressed={paused}
          onClick={togglePause}
        />
      )}
      {!phone && (
        <PopoverButton label={t.views} content={<span>{t.views}</span>}>
          {close => <Views state={props.state} columns={props.columns} close={close} />}
        </PopoverButton>
      )}
      {!phone && (
        <span ref={columnsButton}>
          <PopoverButton label={t.columnsButton} icon="columns" content={<span>{t.columnsButton}</span>}>
            {() => <ColumnChooser shown={props.columns} change={props.changeColumns} />}
          </PopoverButton>
        </span>
      )}
      <Totals parameters={props.parameters} fresh={props.fresh} />
    </div>
  );
}

function SearchField({ q, search }: { q: string | undefined; search: (q: string | undefined) => void }) {
  const t = useTexts(callsTexts);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q ?? '');
  const [shown, setShown] = useState(q);
  if (q !== shown) {
    setShown(q);
    setText(q ?? '');
  }
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(later.current), []);
  useKeys([{ keys: '/', label: t.keys.search, run: () => field.current?.focus() }]);
  const submit = (value: string) => {
    clearTimeout(later.current);
    const wanted = value.trim() || undefined;
    if (wanted === q) return;
    setShown(wanted);
    search(wanted);
  };
  return (
    <form
      className="search"
      role="search"
      onSubmit={event => {
        event.preventDefault();
        submit(text);
      }}
    >
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label={t.search}
        placeholder={t.search}
        value={text}
        maxLength={500}
        onChange={event => {
          const { value } = event.target;
          setText(value);
          clearTimeout(later.current);
          if (!(event.nativeEvent as InputEvent).isComposing) later.current = setTimeout(() => submit(value), TYPING);
        }}
        onCompositionEnd={event => submit(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </form>
  );
}

function Totals({ parameters, fresh }: { parameters: Parameters; fresh: boolean }) {
  const t = useTexts(callsTexts);
  const formats = useFormats();
  const { data, isPlaceholderData } = useQuery(sumsQuery(parameters, fresh));
  if (!data) return <span className="totals" />;
  const { total, exact } = data;
  return (
    <span className={isPlaceholderData ? 'totals totals-stale' : 'totals'} aria-live="polite">
      <b>{t.counted(formats.count(total.calls), exact)}</b>
      <span>
        {exact ? '' : '≥ '}
        {formats.money(total.nano_usd)}
      </span>
      {total.unpriced > 0 && <span className="warning">{t.unpriced(formats.count(total.unpriced))}</span>}
    </span>
  );
}
