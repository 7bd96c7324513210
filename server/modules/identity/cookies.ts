/**
 * The cookies of people and devices. A value is `<orgId>.<token>`: with the company known, no lookup crosses companies.
 *
 * `__Host-` and Secure wherever the browser takes them: over https, and on localhost for browsers that call it
 * trustworthy, which those show by sending Sec-Fetch-Site. Others (plain http in a hall's own network, Safari and
 * scripts on localhost) would drop a Secure cookie, so they get the plain name.
 */
const staffName = "mc_staff";
const signOnName = "mc_sign_on";
const deviceName = (deviceId: string) => `mc_device_${deviceId.replaceAll("-", "").slice(-16)}`;
const prefix = "__Host-";
/** The longest that browsers keep a cookie; a device's is given again at each start of its page. */
const deviceMaxAge = 400 * 24 * 60 * 60;

export type Ticket = { readonly orgId: number; readonly token: string };

function isTrusted(request: Request, publicUrl: string | undefined): boolean {
  const url = new URL(request.url);
  if (publicUrl?.startsWith("https:") || url.protocol === "https:") return true;
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return local && request.headers.has("sec-fetch-site");
}

function cookie(name: string, value: string, maxAge: number | undefined, trusted: boolean): string {
  const age = maxAge === undefined ? "" : `; Max-Age=${maxAge}`;
  return `${trusted ? prefix : ""}${name}=${value}; Path=/; HttpOnly; SameSite=Strict${trusted ? "; Secure" : ""}${age}`;
}

export class Cookies {
  readonly #publicUrl: string | undefined;

  constructor(publicUrl?: string) {
    this.#publicUrl = publicUrl;
  }

  /** The staff cookie lives as long as the browser's window; the server ends it earlier. */
  forStaff(request: Request, { orgId, token }: Ticket): string[] {
    const trusted = isTrusted(request, this.#publicUrl);
    return [cookie(staffName, `${orgId}.${token}`, undefined, trusted)];
  }

  /** Removes both names: which one the browser holds depends on how it came. */
  endStaff(): string[] {
    return [cookie(staffName, "", 0, true), cookie(staffName, "", 0, false)];
  }

  forDevice(request: Request, deviceId: string, { orgId, token }: Ticket): string[] {
    const trusted = isTrusted(request, this.#publicUrl);
    return [cookie(deviceName(deviceId), `${orgId}.${token}`, deviceMaxAge, trusted)];
  }

  /** Knows the browser that left for the company's provider. Strict like the others: our own page hands it back. */
  forSignOn(request: Request, { orgId, token }: Ticket, seconds: number): string[] {
    return [cookie(signOnName, `${orgId}.${token}`, seconds, isTrusted(request, this.#publicUrl))];
  }

  endSignOn(): string[] {
    return [cookie(signOnName, "", 0, true), cookie(signOnName, "", 0, false)];
  }

  ofSignOn(request: Request): Ticket | undefined {
    return this.#read(request, signOnName);
  }

  ofStaff(request: Request): Ticket | undefined {
    return this.#read(request, staffName);
  }

  ofDevice(request: Request, deviceId: string): Ticket | undefined {
    return this.#read(request, deviceName(deviceId));
  }

  /** Behind https a cookie without the prefix could come from a neighbouring host: it does not count. */
  #read(request: Request, name: string): Ticket | undefined {
    const header = request.headers.get("cookie");
    if (!header) return undefined;
    const all = new Map(header.split(";").map((pair) => pair.trim().split("=", 2) as [string, string]));
    const value =
      all.get(prefix + name) ?? (this.#publicUrl?.startsWith("https:") ? undefined : all.get(name));
    const match = /^([1-9]\d{0,9})\.([\w-]{22})$/.exec(value ?? "");
    return match?.[1] && match[2] ? { orgId: Number(match[1]), token: match[2] } : undefined;
  }
}
