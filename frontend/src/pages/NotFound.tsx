import { Page } from '../ui/Page';

export default function NotFound() {
  return <Page title="There is no such page" />;
}
