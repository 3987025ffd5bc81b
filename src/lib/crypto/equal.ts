import { sha256 } from "./hash.ts"

/** Whether two byte strings are equal. The time does not depend on where they differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ (b[i] ?? 0)
  return difference === 0
}

/** Whether two secrets are equal. It compares their hashes, so the time does not reveal their length either. */
export const equalSecrets = async (a: string, b: string): Promise<boolean> =>
  equalBytes(await sha256(a), await sha256(b))
