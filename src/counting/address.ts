/**
 * What of an address stands for one reader. Of an IPv6 address only the first 64 bits do: the rest changes by itself,
 * often daily (RFC 8981).
 */
export function readerAddress(address: string): string {
  if (!address.includes(":")) return address
  const [head = ""] = address.split("::")
  const groups = head.split(":").slice(0, 4)
  // `::` stands for groups of zeros.
  while (groups.length < 4) groups.push("0")
  return groups.map((group) => Number.parseInt(group || "0", 16).toString(16)).join(":")
}
