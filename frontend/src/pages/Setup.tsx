import { Page } from '../ui/Page';

export default function Setup({ secret }: { secret: string }) {
  return <Page title="Create the first account" lead={secret} />;
}
