import { Page } from '../ui/Page';

export default function UserNew() {
  return <Page title="Create user" />;
}
