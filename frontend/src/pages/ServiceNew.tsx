import { Page } from '../ui/Page';

export default function ServiceNew() {
  return <Page title="Create service" />;
}
