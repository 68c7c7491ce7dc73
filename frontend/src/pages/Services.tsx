import { Page } from '../ui/Page';

export default function Services() {
  return <Page title="Services" />;
}
