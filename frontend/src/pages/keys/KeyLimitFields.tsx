import { graphql } from '../../gql';
import { useServerQuery } from '../../graphql';
import { LimitFields } from '../../ui/LimitFields';
import { sayLimit, type Limit } from '../../ui/limits';

const LimitOfSettings = graphql(`
  query LimitOfSettings {
    settings {
      callsPerMinute
      burst
      callsPerDay
    }
  }
`);

/** KeyLimitFields are the limit of a key, which may be left to the settings. */
export function KeyLimitFields({ input }: { input: (name: keyof Limit) => object }) {
  const { data } = useServerQuery(LimitOfSettings, {});
  const settings = data && ` now: ${sayLimit(data.settings).toLowerCase()}`;
  return <LimitFields input={input} empty="As the settings say" about={`Empty is as the settings say${settings ? `,${settings}` : ''}. 0 is no limit.`} />;
}
