import { Page } from '../ui/Page';

export default function KeyNew() {
  return <Page title="Create key" />;
}
