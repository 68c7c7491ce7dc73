/** How one protocol is spoken, for whoever writes a client. Texts are Markdown of ui/Markdown. */
export interface Guide {
  /** As settings and capabilities name it. */
  protocol: string;
  title: string;
  /** When to choose it, in a sentence. */
  lead: string;
  addresses: GuideAddress[];
  key: string;
  call: string;
  result: string;
  /** What a function that returns nothing answers. */
  nothing: string;
  errors: string;
  /** Where the key of a call that may be made again stands, and what is told of several calls in one request. */
  again: string;
  /** How a call past a limit is refused. */
  limits: string;
  /** What a status or a number means. */
  codes: [code: string, meaning: string][];
  /** What has cost people time. */
  quirks: string[];
  descriptions: [path: string, what: string][];
}

export interface GuideAddress {
  label: string;
  path: string;
  /** What is particular about it. */
  note: string;
}
