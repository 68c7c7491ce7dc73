import { Page } from '../ui/Page';

export default function SetPassword({ secret }: { secret: string }) {
  return <Page title="Choose a password" lead={secret} />;
}
