import type { RequestHandler } from 'express';
import helmet from 'helmet';

const HSTS = 'max-age=31536000; includeSubDomains';

/**
 * Security headers. The page carries its own CSP with the hashes of its scripts; only what a page cannot say by itself
 * comes from here.
 */
export function securityHeaders(publicUrl: string | undefined): RequestHandler[] {
  const isPublicHttps = publicUrl?.startsWith('https:') ?? false;
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': helmet.contentSecurityPolicy.dangerouslyDisableDefaultSrc,
          'base-uri': ["'self'"],
          'frame-ancestors': ["'none'"],
        },
      },
      strictTransportSecurity: false,
      xFrameOptions: { action: 'deny' },
      referrerPolicy: { policy: 'same-origin' },
    }),
    (req, res, next) => {
      if (isPublicHttps || req.secure) res.setHeader('Strict-Transport-Security', HSTS);
      // The shop scans barcodes; nothing else of the phone is asked for.
      res.setHeader('Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), payment=()');
      next();
    },
  ];
}
