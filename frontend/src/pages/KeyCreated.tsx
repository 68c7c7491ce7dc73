import { Page } from '../ui/Page';

export default function KeyCreated({ id }: { id: string }) {
  return <Page title="Key created" lead={id} />;
}
