import { Page } from '../ui/Page';

export default function Access() {
  return <Page title="What may this user call?" />;
}
