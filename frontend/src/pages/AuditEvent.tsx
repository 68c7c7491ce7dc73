import { Page } from '../ui/Page';

export default function AuditEvent({ id }: { id: string }) {
  return <Page title="Change" lead={id} />;
}
