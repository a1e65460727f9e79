import type { ModelDocument, UnpricedModel } from '../api/catalogue';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { Icon } from '../ui/Icon';
import { CopySnippet } from '../ui/CopySnippet';
import { CallsOf } from './CallsOf';
import { Name } from './Name';
import { priceLines } from './priceLines';
import { catalogueTexts } from './texts';

/** The models whose calls have no known price, each with the lines of prices.yaml that give it one. */
export function Unpriced({
  unpriced,
  models,
}: {
  unpriced: readonly UnpricedModel[];
  models: readonly ModelDocument[];
}) {
  const t = useTexts(catalogueTexts);
  const formats = useFormats();
  return (
    <details className="catalogue-fold catalogue-unpriced">
      <summary>
        <Icon name="warning" />
        <b>{t.unpriced.title(formats.count(unpriced.length))}</b>
      </summary>
      <p className="muted">{t.unpriced.hint}</p>
      <ul>
        {unpriced.map(each => (
          <li key={`${each.provider} ${each.model}`}>
            <span className="catalogue-unpriced-model">
              <Name text={each.model} className="mono" />
              <span className="muted">
                <Name text={each.provider} /> ·{' '}
                <CallsOf where={{ model: each.model, provider: each.provider, cost: 'unknown' }}>
                  {t.unpriced.calls(formats.count(each.calls), each.calls === 1)}
                </CallsOf>
              </span>
            </span>
            <CopySnippet text={priceLines(each, models)} label={t.unpriced.line(each.model)} />
          </li>
        ))}
      </ul>
    </details>
  );
}
