import type { ProviderDocument } from '../api/catalogue';
import { useTexts } from '../i18n/texts';
import { CopySnippet } from '../ui/CopySnippet';
import { catalogueTexts } from './texts';

/** Says how a built-in provider that is off is switched on. */
export function SwitchOn({ provider: { id, key_variables = [] } }: { provider: ProviderDocument }) {
  const t = useTexts(catalogueTexts).page;
  const [variable] = key_variables;
  const inFile = variable ? `providers:\n  ${id}: { api-key: "\${${variable}}" }` : `providers:\n  ${id}: {}`;
  return (
    <section className="catalogue-card catalogue-switch-on" aria-label={t.how}>
      <h2>{t.how}</h2>
      {variable ? (
        <>
          <p>{t.howEnv}</p>
          {key_variables.map(each => (
            <CopySnippet key={each} text={`${each}=${t.yourKey}`} label={each} />
          ))}
        </>
      ) : (
        <>
          <p>{t.howFileOnly}</p>
          <CopySnippet text={inFile} label="gateway.yaml" />
        </>
      )}
    </section>
  );
}
