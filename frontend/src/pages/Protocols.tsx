import { Page } from '../ui/Page';

export default function Protocols() {
  return <Page title="Protocols" />;
}
