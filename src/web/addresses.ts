import ipaddr from "ipaddr.js"

// The only part of IPv6 that IANA allocates to the public internet (RFC 4291 §2.4). Addresses that embed an IPv4 address
// are outside it, except 6to4 and Teredo. For those `range()` has names of their own.
const ALLOTTED_V6 = ipaddr.IPv6.parseCIDR("2000::/3")

/** Whether an IP address is on the public internet. IPv6 comes without brackets. */
export function isPublicAddress(text: string): boolean {
  const address = ipaddr.parse(text)
  if (address.range() !== "unicast") return false
  return address.kind() === "ipv4" || address.match(ALLOTTED_V6)
}
