import { Page } from '../ui/Page';

export default function Requests() {
  return <Page title="Requests" />;
}
