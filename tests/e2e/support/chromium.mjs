/** How Chromium is started: without a screen, and reaching for nothing outside the tests. */
export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // Pages of the address bar, which nobody sees: some 400 files for each context.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
];
