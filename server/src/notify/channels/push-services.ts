/** The browsers' push services. A subscription names an address that this server then calls: only these are called. */
const SERVICES = [
  /^fcm\.googleapis\.com$/,
  /^android\.googleapis\.com$/,
  /(^|\.)push\.services\.mozilla\.com$/,
  /^([\w-]+\.)?push\.apple\.com$/,
  /(^|\.)notify\.windows\.com$/,
  /^jmt17\.google\.com$/,
];

/** Whether `endpoint` is an address of a push service, or of one of `others` (host or host:port). */
export function isPushService(endpoint: string, others: readonly string[] = []): boolean {
  if (!URL.canParse(endpoint) || endpoint.length > 1000) return false;
  const { protocol, hostname, host, port, username } = new URL(endpoint);
  if (username !== '') return false;
  if (others.includes(host)) return true;
  return protocol === 'https:' && port === '' && SERVICES.some((service) => service.test(hostname));
}
