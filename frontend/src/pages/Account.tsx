import { Checkbox, useMantineColorScheme } from '@mantine/core';
import { graphql } from '../gql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { Choices } from '../ui/Choices';
import { useLetterKeysSetting } from '../ui/keys';
import { ButtonLink } from '../ui/Link';
import { Card, Page, Section } from '../ui/Page';
import { Loaded } from '../ui/states';
import { schemes } from '../ui/theme';
import { Identities } from './account/Identities';
import { Factors } from './account/Factors';
import { Password } from './account/Password';
import { Sessions } from './account/Sessions';

const AccountPage = graphql(`
  query AccountPage {
    viewer {
      username
      fullName
      email
      sessions {
        ...OwnSessionRow
      }
      ...OwnIdentities
      ...OwnFactors
    }
    site {
      provider
    }
  }
`);

export default function Account() {
  const query = useServerQuery(AccountPage, {});
  const viewer = query.data?.viewer;
  return (
    <Page title="Account" lead={viewer && `${viewer.fullName}, ${viewer.username}, ${viewer.email}`} actions={<ButtonLink to={paths.ownKeys()}>Open your keys</ButtonLink>}>
      <Loaded query={query} what="your account" lines={8}>
        {({ site }) =>
          viewer && (
            <>
              <Password username={viewer.username} />
              <Identities own={viewer} provider={site.provider ?? null} />
              <Factors own={viewer} />
              <Sessions sessions={viewer.sessions} />
            </>
          )
        }
      </Loaded>
      <Preferences />
    </Page>
  );
}

/** Preferences are kept in this browser; they take effect at once. */
function Preferences() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [letters, setLetters] = useLetterKeysSetting();
  return (
    <Section title="This browser" lead="Kept here, and not on the server.">
      <Card narrow>
        <div className="stack">
          <div className="stack tight">
            <span>Theme</span>
            <Choices label="Theme" value={colorScheme} onChange={setColorScheme} choices={schemes} />
          </div>
          <Checkbox
            label="Keys of a single letter"
            description="j and k move in lists, g h goes to Home, / to the filter. Switch them off when they are pressed by accident or spoken. Ctrl K works in any case."
            checked={letters}
            onChange={(event) => setLetters(event.currentTarget.checked)}
          />
        </div>
      </Card>
    </Section>
  );
}
