import { useMemo } from 'react';
import { currentLocale, languageTag, type Locale, useLocale } from '../i18n/locale';

const NANOS = 1_000_000_000;

/** Numbers, money and times as the reader's language writes them. */
export interface Formats {
  locale: Locale;
  /** 12,480 */
  count(value: number): string;
  /** 41.2k; 4.1万 in Chinese */
  compact(value: number): string;
  /** 8.4% of a share from 0 to 1 */
  percent(share: number): string;
  /** +31% */
  change(share: number): string;
  /** +3.1 for a share that grew by 0.031 */
  points(share: number): string;
  /** US dollars of billionths, with as many digits as the amount needs: $41.20, $0.0041, $0.00000012 */
  money(nanos: number): string;
  /** 412 ms, 3.1 s, 2 min 5 s */
  duration(milliseconds: number): string;
  bytes(value: number): string;
  /** 14:02:11 */
  time(at: number): string;
  /** 14:02 */
  minute(at: number): string;
  /** Nov 30 */
  day(at: number): string;
  /** Nov 30, 14:02:11 */
  moment(at: number): string;
  /** 2026-11-30T14:02:11.123Z, for tooltips */
  utc(at: number): string;
  plural(value: number): Intl.LDMLPluralRule;
  list(items: readonly string[]): string;
}

const made = new Map<Locale, Formats>();

export function useFormats(): Formats {
  const locale = useLocale();
  return useMemo(() => formatsOf(locale), [locale]);
}

/** Returns the formats of the language that is shown, for code outside of components. */
export function currentFormats(): Formats {
  return formatsOf(currentLocale());
}

export function formatsOf(locale: Locale): Formats {
  let formats = made.get(locale);
  if (!formats) {
    formats = make(locale);
    made.set(locale, formats);
  }
  return formats;
}

function make(locale: Locale): Formats {
  const tag = languageTag(locale);
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options);
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { hourCycle: 'h23', ...options });
  const whole = number({ maximumFractionDigits: 0 });
  const short = number({ notation: 'compact', maximumSignificantDigits: 3 });
  const share = number({ style: 'percent', maximumFractionDigits: 1 });
  const wholeShare = number({ style: 'percent', maximumFractionDigits: 0 });
  const signedShare = number({ style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  const signed = number({ maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const dollars = number({ style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' });
  const cents = number({
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumSignificantDigits: 2,
    maximumSignificantDigits: 3,
  });
  const one = number({ maximumSignificantDigits: 2 });
  const three = number({ maximumSignificantDigits: 3 });
  const time = date({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const minute = date({ hour: '2-digit', minute: '2-digit' });
  const day = date({ month: 'short', day: 'numeric' });
  const moment = date({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const plural = new Intl.PluralRules(tag);
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  return {
    locale,
    count: whole.format,
    compact: value => (Math.abs(value) < 1000 ? whole.format(value) : short.format(value)),
    percent: value => (Math.abs(value) >= 0.1 || value === 0 ? wholeShare : share).format(value),
    change: signedShare.format,
    points: value => signed.format(value * 100),
    money(nanos) {
      const amount = nanos / NANOS;
      return (amount === 0 || Math.abs(amount) >= 0.995 ? dollars : cents).format(amount);
    },
    duration(milliseconds) {
      if (milliseconds < 1) return `${one.format(milliseconds)} ms`;
      if (milliseconds < 1000) return `${whole.format(milliseconds)} ms`;
      const seconds = milliseconds / 1000;
      if (seconds < 99.5) return `${three.format(seconds)} s`;
      const minutes = Math.floor(Math.round(seconds) / 60);
      if (minutes < 60) return `${minutes} min ${Math.round(seconds) % 60} s`;
      return `${whole.format(Math.floor(minutes / 60))} h ${minutes % 60} min`;
    },
    bytes(value) {
      if (value < 1000) return `${whole.format(value)} B`;
      if (value < 1_000_000) return `${three.format(value / 1000)} kB`;
      return `${three.format(value / 1_000_000)} MB`;
    },
    time: time.format,
    minute: minute.format,
    day: day.format,
    moment: moment.format,
    utc: at => new Date(at).toISOString(),
    plural: value => plural.select(value),
    list: items => list.format(items),
  };
}
