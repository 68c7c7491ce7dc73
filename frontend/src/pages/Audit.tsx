import { Page } from '../ui/Page';

export default function Audit() {
  return <Page title="Audit trail" />;
}
