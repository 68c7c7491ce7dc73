import { Page } from '../ui/Page';

export default function User({ id }: { id: string }) {
  return <Page title="User" lead={id} />;
}
