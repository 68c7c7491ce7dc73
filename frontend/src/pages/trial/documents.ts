// What the test client asks the server.
// The fragments of others are those of the components that show them.
import { graphql } from '../../gql';
import '../../ui/CheckChain';
import '../../ui/FunctionMarks';
import '../../ui/SchemaTree';
import '../../ui/wires';

export const TriedFunction = graphql(`
  fragment TriedFunction on Function {
    ...FunctionMarks
    name
    summary
    parameters {
      ...SchemaTreeNode
    }
    exampleArguments
  }
`);

export const Tried = graphql(`
  query Tried($token: ID!, $chosen: Boolean!, $documented: ID, $name: String!) {
    token(id: $token) @include(if: $chosen) {
      id
      name
      shown
      service {
        id
        name
      }
    }
    documentation(token: $documented) {
      faces {
        ...FaceParts
      }
      function(name: $name) {
        access {
          allowed
          check
          reason
          function {
            ...TriedFunction
          }
        }
        wires {
          face {
            name
          }
          request {
            ...MessageParts
          }
        }
      }
    }
  }
`);

/** For administrators: a function that the key's service does not hold can be tried, to see it refused. */
export const CatalogueFunction = graphql(`
  query CatalogueFunction($name: String!) {
    function(name: $name) {
      ...TriedFunction
    }
  }
`);

/** For administrators: whose key it is. Others see their own ones only, and may not even ask. */
export const TriedKeyOwner = graphql(`
  query TriedKeyOwner($token: ID!) {
    token(id: $token) {
      id
      user {
        id
        fullName
      }
    }
  }
`);

export const TrialParts = graphql(`
  fragment TrialParts on Trial {
    request {
      ...MessageParts
    }
    answer {
      ...MessageParts
    }
    calls
    ready
    answered
    code
    codeSentence
    message
    check
    path
    durationMs
    requestId
    steps {
      ...CheckStep
    }
  }
`);

export const TryCall = graphql(`
  mutation TryCall($input: TryInput!) {
    tryCall(input: $input) {
      ...TrialParts
    }
  }
`);
