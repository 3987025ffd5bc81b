/** Networks that are not the public internet, as [first address, prefix length]. IANA special-purpose registry. */
const PRIVATE_V4: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
]

const bits = (address: string) => address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0)

/** Whether a dotted IPv4 address is on the public internet. */
export function isPublicV4(address: string): boolean {
  const value = bits(address)
  return !PRIVATE_V4.some(([network, length]) => {
    const size = 2 ** (32 - length)
    return Math.floor(value / size) === Math.floor(bits(network) / size)
  })
}

/**
 * Whether an IPv6 address, as URL writes it between brackets, is on the public internet. Only 2000::/3 is allotted for
 * that; what tunnels, maps or embeds an IPv4 address lies outside of it, but for 6to4 and Teredo.
 */
export function isPublicV6(address: string): boolean {
  const [first = 0, second = 0] = groups(address)
  if (first < 0x2000 || first > 0x3fff) return false
  const special =
    first === 0x2002 || // 6to4
    (first === 0x2001 && (second < 0x0200 || second === 0x0db8)) || // 2001::/23 with Teredo and ORCHID; documentation
    (first === 0x3fff && second < 0x1000) // documentation
  return !special
}

/** The eight groups of a serialised IPv6 address (WHATWG URL writes no dotted tail). */
function groups(address: string): number[] {
  const [head = "", tail] = address.split("::")
  const left = head === "" ? [] : head.split(":")
  const right = tail === undefined || tail === "" ? [] : tail.split(":")
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => "0")
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16))
}
