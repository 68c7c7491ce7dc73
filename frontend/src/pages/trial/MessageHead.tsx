import type { MessagePartsFragment } from '../../gql/graphql';
import css from './panel.module.css';

/** MessageHead is what stands above a request: where it goes, and its headers. */
export function MessageHead({ message }: { message: MessagePartsFragment }) {
  return (
    <div className={css.messageHead}>
      <p className="break">
        <b>{message.method}</b> <code>{message.url}</code>
      </p>
      <Headers message={message} />
    </div>
  );
}

export function Headers({ message: { headers } }: { message: MessagePartsFragment }) {
  return (
    <ul className={css.headers} aria-label="Headers">
      {headers.map(({ name, value }, index) => (
        <li key={index} className="break">
          <code>
            <span className="muted">{name}:</span> {value}
          </code>
        </li>
      ))}
    </ul>
  );
}
