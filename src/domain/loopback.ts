/** Whether a host, as an address or URL names it, is this machine: what is sent there crosses no network. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

/** Whether a host, as an address to listen at, means every address of this machine. */
export function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || /^[0:]+$/u.test(host);
}
