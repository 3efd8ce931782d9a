import { BlockList, isIP } from 'node:net';

/** What a download may reach, and how much it may take. */
export interface FetchPolicy {
  readonly hosts: readonly string[];
  readonly protocols: readonly string[];
  /** Ports, empty for that of the protocol. */
  readonly ports: readonly string[];
  /** Whether an address of a private network may be reached: in tests only. */
  readonly privateAddresses: boolean;
  readonly maximumBytes: number;
  readonly redirects: number;
  /** Attempts after the first. */
  readonly retries: number;
  /** Longest silence, then longest download. */
  readonly idleMilliseconds: number;
  readonly totalMilliseconds: number;
  /** Wait before a second attempt; it doubles. */
  readonly waitMilliseconds: number;
}

/** Sites of official producers that descriptors may point to; those under them are not included. */
const HOSTS = [
  'www.insee.fr',
  'api.insee.fr',
  'www.data.gouv.fr',
  'static.data.gouv.fr',
  'object.files.data.gouv.fr',
  'geo.api.gouv.fr',
  'etalab-datasets.geo.data.gouv.fr',
  'www.collectivites-locales.gouv.fr',
  'www.statistiques.developpement-durable.gouv.fr',
  'data.drees.solidarites-sante.gouv.fr',
  'data.caf.fr',
] as const;

export function officialPolicy(maximumBytes: number): FetchPolicy {
  return {
    hosts: HOSTS,
    protocols: ['https:'],
    ports: [''],
    privateAddresses: false,
    maximumBytes,
    redirects: 5,
    retries: 2,
    idleMilliseconds: 20_000,
    totalMilliseconds: 600_000,
    waitMilliseconds: 1_000,
  };
}

/** Says in French why an address may not be asked, undefined when it may. */
export function refusalOf({ protocol, hostname, username, port }: URL, policy: FetchPolicy): string | undefined {
  if (!policy.protocols.includes(protocol)) return `l’adresse n’est pas en HTTPS (${protocol}//${hostname})`;
  if (!policy.hosts.includes(hostname)) return `${hostname} n’est pas un site officiel connu`;
  if (username !== '' || !policy.ports.includes(port)) return `l’adresse de ${hostname} porte un port ou un compte`;
  return undefined;
}

/** Networks that are not the public Internet: IANA special-purpose address registries (RFC 6890). */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
/** Public IPv6 is 2000::/3, but for ranges that carry or hide an IPv4 address. */
const PUBLIC6 = new BlockList();
PUBLIC6.addSubnet('2000::', 3, 'ipv6');
const WRAPPED6 = new BlockList();
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const) {
  WRAPPED6.addSubnet(network, prefix, 'ipv6');
}

/** Whether an IP address is of the public Internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !PRIVATE.check(address, 'ipv4');
  return family === 6 && PUBLIC6.check(address, 'ipv6') && !WRAPPED6.check(address, 'ipv6');
}
