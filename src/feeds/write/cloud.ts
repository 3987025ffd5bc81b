// The `cloud` element of RSS 2.0: where readers ask to be told of changes by rssCloud.
// Source: https://www.rssboard.org/rsscloud-interface

/** Where readers register. */
export const CLOUD_PATH = "/rsscloud/pleaseNotify"

/** The attributes of `cloud`. Readers take the scheme from the port. */
export function cloudOf(siteUrl: string): Record<string, string> {
  const { protocol, hostname, port, pathname } = new URL(siteUrl)
  return {
    domain: hostname,
    port: port || (protocol === "https:" ? "443" : "80"),
    path: pathname.replace(/\/$/, "") + CLOUD_PATH,
    registerProcedure: "",
    protocol: "http-post",
  }
}
