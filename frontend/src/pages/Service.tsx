import { Outlet } from '@tanstack/react-router';
import { Page } from '../ui/Page';

/** The frame of a service's four tabs; each tab is a file of its own and stands where the outlet is. */
export default function Service({ id }: { id: string }) {
  return (
    <Page title="Service" lead={id}>
      <Outlet />
    </Page>
  );
}
