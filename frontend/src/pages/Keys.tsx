import { Page } from '../ui/Page';

export default function Keys() {
  return <Page title="Security keys" />;
}
