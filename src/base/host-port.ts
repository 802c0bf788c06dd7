// An address of a TCP port as people write it.

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port`, `:port` or `port`; IPv6 in brackets. Undefined when it is none of these. */
export function parseHostPort(text: string): HostPort | undefined {
  const match = /^(?:(\[[0-9a-f:]+\]|[^\s:[\]]*):)?(\d{1,5})$/i.exec(text.trim());
  const port = Number(match?.[2]);
  if (match === null || !(port >= 1 && port <= 65535)) return undefined;
  return { host: match[1] === undefined || match[1] === '' ? 'localhost' : match[1], port };
}

/** Whether it can only mean this computer. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
