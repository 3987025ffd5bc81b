import ipaddr from "ipaddr.js"

// The only part of IPv6 that IANA allots to the public internet (RFC 4291 §2.4). What maps or embeds an IPv4 address is
// outside of it, except for 6to4 and Teredo, which have names of their own.
const ALLOTTED_V6 = ipaddr.IPv6.parseCIDR("2000::/3")

/** Whether an address, as URL writes it but without brackets, is on the public internet. */
export function isPublicAddress(text: string): boolean {
  const address = ipaddr.parse(text)
  if (address.range() !== "unicast") return false
  return address.kind() === "ipv4" || address.match(ALLOTTED_V6)
}
