import { Page } from '../ui/Page';

export default function Role({ id }: { id: string }) {
  return <Page title="Role" lead={id} />;
}
