import { paths } from '../paths';
import { ButtonLink } from '../ui/Link';
import { Standalone } from '../ui/Standalone';

export default function NotFound() {
  return (
    <Standalone title="There is no such page" lead="The address may be mistyped, or what it led to has moved.">
      <ButtonLink to={paths.home()} variant="filled">
        Go to Home
      </ButtonLink>
    </Standalone>
  );
}
