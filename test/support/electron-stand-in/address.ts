/** Chromium without Electron knows no `app:` pages: each host of that scheme becomes a local name, a secure context like it. */

export function toHttp(address: string): string {
  return address.replace(/^app:\/\/([^/]+)/, 'http://$1.localhost')
}

export function fromHttp(address: string): string {
  return address.replace(/^http:\/\/([^/.]+)\.localhost(?=\/|$)/, 'app://$1')
}
