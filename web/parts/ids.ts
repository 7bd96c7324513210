/**
 * Ids made by a page. `crypto.randomUUID` exists only where the page came over HTTPS or from this machine, and a hall's
 * tablets often speak plain HTTP inside the company's network; `getRandomValues` is there everywhere.
 */

/** A fresh uuid v7: sorts by the time it was made. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const at = BigInt(Date.now());
  for (let index = 0; index < 6; index++) bytes[index] = Number((at >> BigInt(40 - 8 * index)) & 0xffn);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A ticket's secret of 128 bits, as 22 characters of base64url. */
export function freshToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
