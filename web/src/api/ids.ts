/** A random key for one request. `crypto.randomUUID` is missing on plain-http addresses of a LAN. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
