import type { ManifestOptions } from 'vite-plugin-pwa';

/** What the phone shows of the installed app: name, colours, icons and the long-press shortcuts. */
export const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Digiboost PME',
  short_name: 'Digiboost',
  description: 'Stock, ventes et ruptures de votre boutique, même sans réseau.',
  lang: 'fr',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  orientation: 'any',
  background_color: '#f6f4ef',
  theme_color: '#16265e',
  categories: ['business', 'finance', 'productivity'],
  icons: [
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
  // What Wave and Orange Money tell goes from the messages to the till, also without a network.
  share_target: { action: '/caisse/mobile', method: 'GET', params: { text: 'texte' } },
  shortcuts: [
    { name: 'Vendre', url: '/vendre', icons: [{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }] },
    { name: 'Stock', url: '/stock', icons: [{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }] },
  ],
};
