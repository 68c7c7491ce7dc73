import { Page } from '../ui/Page';

export default function Request({ id }: { id: string }) {
  return <Page title="Request" lead={id} />;
}
