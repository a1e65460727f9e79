import type { SumsDocument } from '../../api/aggregates';
import { useTexts } from '../../i18n/texts';
import { type Formats, useFormats } from '../../platform/formats';
import { Icon } from '../../ui/Icon';
import { PageLink } from '../../ui/Link';
import type { PageState } from '../../url/pages';
import { type Change, changesOf } from './changes';
import { type Asked, callsBehind, FAILED, only } from './links';
import { overviewTexts } from './texts';
import type { OverviewTexts } from './texts/en';

/** What differs from the time before, in sentences that lead to the calls. */
export function Changes({
  models,
  keys,
  codes,
  asked,
}: {
  models: SumsDocument;
  keys: SumsDocument | undefined;
  codes: SumsDocument | undefined;
  asked: Asked;
}) {
  const t = useTexts(overviewTexts);
  const formats = useFormats();
  const changes = changesOf(models, keys, codes);
  return (
    <section className="card changes" aria-labelledby="overview-changed">
      <h2 id="overview-changed" title={t.changedHint}>
        {t.changed}
      </h2>
      {changes.length === 0 && <p className="muted">{models.before?.calls ? t.unchanged : t.nothingBefore}</p>}
      <ul>
        {changes.map(change => {
          const { text, detail, tone, up } = sentenceOf(change, t, formats);
          return (
            <li key={text}>
              <PageLink page="calls" state={callsOf(change, asked)}>
                <span className={tone}>
                  <Icon name={up ? 'up' : 'down'} size={14} />
                </span>
                <span>
                  <bdi>{text}</bdi>
                  <span className="muted change-detail">{detail}</span>
                </span>
              </PageLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface Sentence {
  text: string;
  detail: string;
  tone: 'good' | 'bad' | 'muted';
  up: boolean;
}

function sentenceOf(change: Change, t: OverviewTexts, formats: Formats): Sentence {
  const c = t.changes;
  const { value } = change;
  switch (change.kind) {
    case 'cost': {
      const { by, before, now } = change;
      const up = now > before;
      const write = by === 'model' ? (up ? c.costMore : c.costLess) : up ? c.keyMore : c.keyLess;
      const times = before > 0 ? ` (${formats.change(now / before - 1)})` : '';
      return {
        text: write(value, formats.money(Math.abs(now - before))),
        detail: c.fromTo(formats.money(before), formats.money(now)) + times,
        tone: up ? 'bad' : 'good',
        up,
      };
    }
    case 'fresh':
      return {
        text: c.fresh(value),
        detail: c.amount(formats.count(change.calls), formats.money(change.nanos)),
        tone: 'muted',
        up: true,
      };
    case 'code':
      return {
        text: c.code(value),
        detail: c.fromTo(formats.count(change.before), formats.count(change.now)),
        tone: 'bad',
        up: true,
      };
    case 'failing':
      return { text: c.failing(value), detail: shares(change, c, formats), tone: 'bad', up: true };
    case 'cache': {
      const up = change.now > change.before;
      const text = (up ? c.cacheRose : c.cacheFell)(value);
      return { text, detail: shares(change, c, formats), tone: up ? 'good' : 'bad', up };
    }
    case 'first': {
      const up = change.now > change.before;
      return {
        text: (up ? c.slower : c.faster)(value),
        detail: c.fromTo(formats.duration(change.before), formats.duration(change.now)),
        tone: up ? 'bad' : 'good',
        up,
      };
    }
  }
}

function shares({ before, now }: { before: number; now: number }, c: OverviewTexts['changes'], formats: Formats) {
  return c.fromTo(formats.percent(before), formats.percent(now));
}

function callsOf(change: Change, asked: Asked): Partial<PageState<'calls'>> {
  const { kind, value } = change;
  const model = only('model', value);
  switch (kind) {
    case 'cost':
      return callsBehind(asked, [only(change.by, value)], { top: 'cost' });
    case 'fresh':
      return callsBehind(asked, [model]);
    case 'code':
      return callsBehind(asked, [only('code', value)]);
    case 'failing':
      return callsBehind(asked, [model, ...FAILED]);
    case 'cache':
      return callsBehind(asked, [model, only('cache', change.now < change.before ? 'miss' : 'hit')]);
    case 'first':
      return callsBehind(asked, [model], { top: 'first' });
  }
}
