// What one change mends, by the check that refused. Each says what it did, and how to take it back.
import { graphql } from '../gql';
import { change } from '../graphql';
import { joinAddresses, splitAddresses } from './addresses';
import type { FixSubject } from './FixButton';
import { toast } from './toast';
import { isolated, quoted } from './words';

const FixWebServices = graphql(`
  mutation FixWebServices($on: Boolean!) {
    updateSettings(input: { webServicesOn: $on }) {
      webServicesOn
    }
  }
`);

const FixProtocol = graphql(`
  mutation FixProtocol($name: String!, $on: Boolean!) {
    setProtocol(name: $name, on: $on) {
      name
      on
    }
  }
`);

const FixAddresses = graphql(`
  mutation FixAddresses($id: ID!, $list: String!) {
    updateToken(id: $id, input: { ipRestriction: $list }) {
      id
      ipRestriction
    }
  }
`);

const FixConfirmed = graphql(`
  mutation FixConfirmed($id: ID!, $confirmed: Boolean!) {
    updateUser(id: $id, input: { confirmed: $confirmed }) {
      id
      confirmed
    }
  }
`);

const FixSuspended = graphql(`
  mutation FixSuspended($id: ID!) {
    updateUser(id: $id, input: { suspended: false }) {
      id
      suspended
    }
  }
`);

const FixEnabled = graphql(`
  mutation FixEnabled($id: ID!, $enabled: Boolean!) {
    updateService(id: $id, input: { enabled: $enabled }) {
      id
      enabled
    }
  }
`);

const FixAddFunction = graphql(`
  mutation FixAddFunction($service: ID!, $function: String!) {
    addFunctions(service: $service, functions: [$function]) {
      id
    }
  }
`);

const FixRemoveFunction = graphql(`
  mutation FixRemoveFunction($service: ID!, $function: String!) {
    removeFunctions(service: $service, functions: [$function]) {
      id
    }
  }
`);

const FixAuthorise = graphql(`
  mutation FixAuthorise($service: ID!, $user: ID!) {
    authoriseUsers(service: $service, users: [$user]) {
      id
    }
  }
`);

const FixUnauthorise = graphql(`
  mutation FixUnauthorise($service: ID!, $user: ID!) {
    unauthoriseUsers(service: $service, users: [$user])
  }
`);

export interface QuickFix {
  /** Verb and noun, on the button. */
  label: string;
  /** What could not be done, when it fails: "Could not … ". */
  what: string;
  work: () => Promise<unknown>;
}

// done runs a change, says it, and offers its opposite.
async function done(said: string, work: () => Promise<unknown>, undo?: () => Promise<unknown>) {
  await work();
  if (undo) toast.undo(said, undo);
  else toast.say(said);
}

const makers: Record<string, (subject: FixSubject) => QuickFix | null> = {
  'web-services-on': () => ({
    label: 'Turn on web services',
    what: 'turn on web services',
    work: () => done('Turned on web services.', () => change(FixWebServices, { on: true }), () => change(FixWebServices, { on: false })),
  }),
  'protocol-on': ({ protocol: name }) => ({
    label: `Turn on ${name}`,
    what: `turn on ${name}`,
    work: () => done(`Turned on ${name}.`, () => change(FixProtocol, { name, on: true }), () => change(FixProtocol, { name, on: false })),
  }),
  'token-address': ({ token, address }) =>
    token && address
      ? {
          label: `Add ${address}`,
          what: 'add the address',
          work: () =>
            done(
              `${quoted(token.name)} may be used from ${address}.`,
              () => change(FixAddresses, { id: token.id, list: joinAddresses([...splitAddresses(token.ipRestriction), address]) }),
              () => change(FixAddresses, { id: token.id, list: token.ipRestriction }),
            ),
        }
      : null,
  'user-confirmed': ({ user }) =>
    user ? { label: 'Confirm user', what: 'confirm the user', work: () => done(`Confirmed ${isolated(user.fullName)}.`, () => change(FixConfirmed, { id: user.id, confirmed: true }), () => change(FixConfirmed, { id: user.id, confirmed: false })) } : null,
  // Not taken back by a button: a new suspension may revoke keys.
  'user-not-suspended': ({ user }) => (user ? { label: 'Resume user', what: 'end the suspension', work: () => done(`${isolated(user.fullName)} is no longer suspended.`, () => change(FixSuspended, { id: user.id })) } : null),
  'service-on': ({ service }) =>
    service
      ? { label: 'Turn on service', what: 'turn on the service', work: () => done(`Turned on ${quoted(service.name)}.`, () => change(FixEnabled, { id: service.id, enabled: true }), () => change(FixEnabled, { id: service.id, enabled: false })) }
      : null,
  'function-in-service': ({ service, function: name }) =>
    service && name && !service.builtIn
      ? {
          label: 'Add function',
          what: 'add the function',
          work: () => done(`Added ${name} to ${quoted(service.name)}.`, () => change(FixAddFunction, { service: service.id, function: name }), () => change(FixRemoveFunction, { service: service.id, function: name })),
        }
      : null,
  'user-authorised': ({ service, user }) =>
    service && user
      ? {
          label: 'Authorise user',
          what: 'authorise the user',
          work: () => done(`Authorised ${isolated(user.fullName)} for ${quoted(service.name)}.`, () => change(FixAuthorise, { service: service.id, user: user.id }), () => change(FixUnauthorise, { service: service.id, user: user.id })),
        }
      : null,
};

/** quickFix is the one change that mends a refusal; null when there is none, or when what it was about is not known. */
export function quickFix(check: string, subject: FixSubject): QuickFix | null {
  return makers[check]?.(subject) ?? null;
}
