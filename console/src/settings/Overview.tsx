import type { ReactNode } from 'react';
import type { Configuration } from '../api/configuration';
import { visible } from '../call/visible';
import { useTexts } from '../i18n/texts';
import { useFormats } from '../platform/formats';
import { PageLink } from '../ui/Link';
import { Card } from './Card';
import { RedactionPreview } from './RedactionPreview';
import { Session } from './Session';
import { sizeText } from './sizes';
import { settingsTexts } from './texts';

/** What the gateway is, what it keeps of calls, and who is signed in. */
export function Overview({ configuration }: { configuration: Configuration }) {
  return (
    <div className="settings-content settings-cards">
      <About configuration={configuration} />
      <Kept configuration={configuration} />
      <RedactionPreview />
      <Session />
    </div>
  );
}

function About({ configuration }: { configuration: Configuration }) {
  const t = useTexts(settingsTexts).gateway;
  const formats = useFormats();
  const { version, uptime_ms, data_dir, digest, reloaded_at } = configuration;
  return (
    <Card title={t.title}>
      <Facts
        facts={[
          [t.version, version],
          [t.uptime, formats.duration(uptime_ms)],
          [t.data, <code key="data">{visible(data_dir)}</code>],
          [
            t.digest,
            <code key="digest" title={t.digestHint}>
              {digest}
            </code>,
          ],
          [t.reloaded, reloaded_at ? formats.moment(Date.parse(reloaded_at)) : t.neverReloaded],
        ]}
      />
    </Card>
  );
}

function Kept({ configuration: { retention, payloads } }: { configuration: Configuration }) {
  const t = useTexts(settingsTexts).kept;
  const formats = useFormats();
  const days = (count: number) => t.days(formats.count(count), count === 1);
  const policy = (name: string) => t.policies[name] ?? visible(name);
  return (
    <Card title={t.title}>
      <Facts
        facts={[
          [t.calls, days(retention.calls_days)],
          [t.bodies, days(retention.payloads_days)],
          [t.size, sizeText(retention.size_bytes)],
          [t.limit, sizeText(payloads.limit_bytes)],
          [t.policy, policy(payloads.policy)],
          ...Object.entries(payloads.keys).map(([key, of]): Fact => [t.ofKey(visible(key)), policy(of)]),
          [
            t.redact,
            payloads.redact.length === 0 ? (
              t.noRules
            ) : (
              <ul key="rules" className="settings-rules">
                {payloads.redact.map(rule => (
                  <li key={rule}>
                    <code>{visible(rule)}</code>
                  </li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
      <p>
        <PageLink page="section" state={{ id: 'journal' }}>
          {t.change}
        </PageLink>
      </p>
    </Card>
  );
}

type Fact = [label: string, value: ReactNode];

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="settings-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
