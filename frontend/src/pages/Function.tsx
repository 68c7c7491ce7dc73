import { Page } from '../ui/Page';

export default function Function({ name }: { name: string }) {
  return <Page title="Function" lead={name} />;
}
