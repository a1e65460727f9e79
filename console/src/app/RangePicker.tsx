import { type FormEvent, useState } from 'react';
import { useTexts } from '../i18n/texts';
import { type Formats, useFormats } from '../platform/formats';
import { Button, IconButton } from '../ui/Button';
import { PopoverButton } from '../ui/PopoverButton';
import { boundsOf, RANGES, type Range, shifted } from '../url/filters';
import { useKeys } from './keys';
import { shellTexts } from './texts';
import type { ShellTexts } from './texts/en';
import { useChangeRange, useRangeOfPage } from './useRange';

/** Shows and changes the time that the page looks at. */
export function RangePicker() {
  const t = useTexts(shellTexts);
  const formats = useFormats();
  const range = useRangeOfPage();
  const change = useChangeRange();
  useKeys([
    { keys: '[', label: t.range.earlier, run: () => range && change(shifted(range, -1)) },
    { keys: ']', label: t.range.later, run: () => range && change(shifted(range, 1)) },
  ]);
  if (!range) return null;
  const text = rangeText(range, t, formats);
  return (
    <div className="range">
      <IconButton icon="left" label={t.range.earlier} onClick={() => change(shifted(range, -1))} />
      <PopoverButton label={`${t.range.label}: ${text}`} content={<span>{text}</span>} className="range-button">
        {close => (
          <RangeForm
            range={range}
            choose={chosen => {
              change(chosen);
              close();
            }}
          />
        )}
      </PopoverButton>
      <IconButton
        icon="right"
        label={t.range.later}
        disabled={'last' in range}
        onClick={() => change(shifted(range, 1))}
      />
    </div>
  );
}

export function rangeText(range: Range, t: ShellTexts, formats: Formats): string {
  if ('from' in range) return `${formats.moment(range.from)} – ${formats.moment(range.to)}`;
  const known = t.range.last as Record<string, string>;
  return known[range.last] ?? t.range.lastOf(range.last);
}

function RangeForm({ range, choose }: { range: Range; choose: (range: Range) => void }) {
  const t = useTexts(shellTexts);
  const [bounds] = useState(() => boundsOf(range));
  const [from, setFrom] = useState(() => localText(bounds.from));
  const [to, setTo] = useState(() => localText(bounds.to));
  const [invalid, setInvalid] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const chosen = { from: Date.parse(from), to: Date.parse(to) };
    if (chosen.to > chosen.from) choose(chosen);
    else setInvalid(true);
  };
  return (
    <div className="range-form">
      <ul>
        {RANGES.map(last => (
          <li key={last}>
            <Button
              look="plain"
              pressed={'last' in range && range.last === last}
              onClick={() => choose({ last })}
              autoFocus={'last' in range && range.last === last}
            >
              {t.range.last[last]}
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={submit}>
        <label>
          {t.range.from}
          <input type="datetime-local" step={1} value={from} onChange={event => setFrom(event.target.value)} required />
        </label>
        <label>
          {t.range.to}
          <input type="datetime-local" step={1} value={to} onChange={event => setTo(event.target.value)} required />
        </label>
        {invalid && (
          <p className="field-problem" role="alert">
            {t.range.invalid}
          </p>
        )}
        <Button type="submit" look="primary">
          {t.range.apply}
        </Button>
      </form>
    </div>
  );
}

/** The local time as a field for times wants it. */
function localText(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
