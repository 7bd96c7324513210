/** Headers and origin checks that every answer and every command get. */
import { createMiddleware } from "hono/factory";
import { secureHeaders } from "hono/secure-headers";
import { Problem } from "../problem.ts";

/** Nothing is loaded from another host; inline scripts and foreign frames are refused. */
export const securityHeaders = (publicUrl?: string) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // Ant Design writes its styles at run time; styles cannot run code.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "blob:"],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: publicUrl?.startsWith("https:") ? "max-age=31536000; includeSubDomains" : false,
    referrerPolicy: "no-referrer",
    xFrameOptions: "DENY",
    crossOriginResourcePolicy: "same-origin",
    permissionsPolicy: {
      camera: ["self"],
      microphone: [],
      geolocation: ["self"],
      usb: ["self"],
      serial: ["self"],
    },
  });

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Cookies are SameSite=Strict; this is the second wall against forged requests. A browser says where a request
 * comes from; programs that send neither header carry no cookies of a victim.
 */
export const guardOrigin = (publicUrl?: string) =>
  createMiddleware(async (c, next) => {
    const origin = c.req.header("origin");
    const own = publicUrl ? new URL(publicUrl).origin : new URL(c.req.url).origin;
    const foreignOrigin = origin !== undefined && origin !== own && origin !== new URL(c.req.url).origin;
    const site = c.req.header("sec-fetch-site");
    const foreignSite = site !== undefined && site !== "same-origin" && site !== "none";
    if ((foreignOrigin || foreignSite) && (!safe.has(c.req.method) || c.req.path.endsWith("/live"))) {
      throw new Problem("request.foreign_origin");
    }
    await next();
  });
