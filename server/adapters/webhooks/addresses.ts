import { BlockList, isIP } from 'node:net'

/**
 * Addresses that are nobody's on the internet: this machine, networks of one's own, links, and what is put aside for
 * special use (IANA special-purpose registries, RFC 6890 and its followers).
 */
const inside: readonly string[] = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24'],
  ...['192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  // Of IPv6 only 2000::/3 is the internet; in it these carry an IPv4 address or are for documents.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '2620:4f:8000::/48'],
]
const refused = networksOf(inside)
const global6 = networksOf(['2000::/3'])

/** Networks in CIDR notation, `10.1.0.0/16` or `fd00::/8`. Throws on what is none. */
export function networksOf(texts: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of texts) {
    const [address = '', bits = ''] = text.split('/')
    const family = isIP(address)
    const most = family === 4 ? 32 : 128
    if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most)
      throw new Error(`${text} is no network`)
    list.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

/** Whether an address may be called: on the internet, or in a network the operator allowed. */
export function mayCall(address: string, allowed: BlockList): boolean {
  return isOfOperator(address, allowed) || isPublic(address)
}

/** Whether an address is in a network the operator allowed. */
export function isOfOperator(address: string, allowed: BlockList): boolean {
  const plain = withoutMapping(address)
  return allowed.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6')
}

function isPublic(address: string): boolean {
  const plain = withoutMapping(address)
  switch (isIP(plain)) {
    case 4:
      return !refused.check(plain, 'ipv4')
    case 6:
      return global6.check(plain, 'ipv6') && !refused.check(plain, 'ipv6')
    default:
      return false
  }
}

/** `::ffff:127.0.0.1` and `::ffff:7f00:1` are 127.0.0.1 in other clothes. A zone (`%eth0`) makes it no address of ours. */
function withoutMapping(address: string): string {
  if (address.includes('%') || isIP(address) !== 6) return address.includes('%') ? '' : address
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(text)
  if (mapped === null) return text
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
