// Words about the files that can be downloaded.

/** What each is for. */
export const uses: Record<string, string> = {
  'openapi.json': 'For tools that make clients, tests and pages out of OpenAPI 3.1, like openapi-typescript and Redocly.',
  'openrpc.json': 'For tools that read OpenRPC. The same as the method rpc.discover answers.',
  'postman.json': 'Import it into Postman, Bruno or Insomnia: one request for each function, with an example.',
  'soap.wsdl': 'For toolkits that make typed clients: Java, .NET, PHP, zeep. Take this one for a new client.',
  'moodle.wsdl': 'For clients that were written for Moodle’s SOAP.',
  'client.ts': 'One file that needs nothing but fetch: functions, their arguments and results have types.',
  'client.go': 'One file that needs nothing but the standard library, for Go 1.24 and later.',
  'client.py': 'One file that needs nothing but the standard library, for Python 3.9 and later.',
};

/** sizeWords says a number of bytes. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const kB = bytes / 1000;
  return kB < 1000 ? `${kB < 10 ? kB.toFixed(1) : Math.round(kB)} kB` : `${(kB / 1000).toFixed(1)} MB`;
}

/** fetchLine downloads a file with a key. */
export const fetchLine = (url: string) => `curl -H "Authorization: Bearer $WS_TOKEN" -O ${url}`;

/** environment is a file of environment variables; without a key the place for it is empty. */
export const environment = (publicURL: string, secret: string) => `WS_URL=${publicURL}\nWS_TOKEN=${secret}\n`;
