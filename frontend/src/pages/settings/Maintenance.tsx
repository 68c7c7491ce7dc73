import { graphql } from '../../gql';
import type { MaintenanceSettingFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { Mono } from '../../ui/Code';
import { Card } from '../../ui/Page';
import { toast } from '../../ui/toast';
import { SwitchRow } from '../protocols/SwitchRow';

export const MaintenanceSetting = graphql(`
  fragment MaintenanceSetting on Settings {
    maintenance
  }
`);

const SetMaintenance = graphql(`
  mutation SetMaintenance($on: Boolean!) {
    updateSettings(input: { maintenance: $on }) {
      maintenance
    }
  }
`);

async function set(on: boolean) {
  await change(SetMaintenance, { on });
  toast.undo(on ? 'The site is under maintenance. Calls are refused.' : 'The maintenance has ended.', () => change(SetMaintenance, { on: !on }));
}

export function Maintenance({ settings: { maintenance } }: { settings: MaintenanceSettingFragment }) {
  return (
    <Card flush narrow>
      <SwitchRow title="Maintenance" name="Maintenance" on={maintenance} set={set}>
        While it is on, calls are refused with the reason, but for users who hold <Mono>moodle/site:maintenanceaccess</Mono>. This app goes on working.
      </SwitchRow>
    </Card>
  );
}
