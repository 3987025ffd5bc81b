/** The methods of X-Hub-Signature (WebSub §7.1.1). */
export const HUB_SIGNATURES = ["sha1", "sha256", "sha384", "sha512"] as const

export type HubSignature = (typeof HUB_SIGNATURES)[number]
