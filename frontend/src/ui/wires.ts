// What the documentation and the test client both read of a wire: a way of calling, and a message.
import { graphql } from '../gql';

export const MessageParts = graphql(`
  fragment MessageParts on HTTPMessage {
    method
    url
    status
    headers {
      name
      value
    }
    body
    binary
    cut
  }
`);

export const FaceParts = graphql(`
  fragment FaceParts on Face {
    name
    title
    protocol
    address
    allowed
    reason
  }
`);
