import { Page } from '../ui/Page';

export default function Key({ id }: { id: string }) {
  return <Page title="Key" lead={id} />;
}
