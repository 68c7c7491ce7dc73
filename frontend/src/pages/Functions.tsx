import { Page } from '../ui/Page';

export default function Functions() {
  return <Page title="Functions" />;
}
