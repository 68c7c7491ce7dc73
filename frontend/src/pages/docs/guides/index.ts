// The guides, in the order in which protocols are shown everywhere.
import { amf } from './amf';
import type { Guide } from './guide';
import { jsonrpc } from './jsonrpc';
import { mcp } from './mcp';
import { rest } from './rest';
import { soap } from './soap';
import { xmlrpc } from './xmlrpc';

export type { Guide };
export const guides: readonly Guide[] = [rest, soap, xmlrpc, amf, jsonrpc, mcp];

/** guideTo is the guide to a protocol; RESTful is a way of REST. */
export const guideTo = (protocol: string) => guides.find((each) => each.protocol === (protocol === 'restful' ? 'rest' : protocol));
