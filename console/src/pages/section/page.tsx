import { SettingsView } from '../../settings/SettingsView';
import { usePageState } from '../../url/location';

export default function SectionPage() {
  const [{ id }] = usePageState('section');
  return <SettingsView section={id} />;
}
