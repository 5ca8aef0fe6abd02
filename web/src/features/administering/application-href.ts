/** Where the page of an 外部システム lies. */
export function applicationHref(clientId: string): string {
  return `/settings/applications?client=${encodeURIComponent(clientId)}`
}
