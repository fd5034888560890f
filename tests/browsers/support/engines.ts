import { CHROMIUM_FLAGS } from '../../e2e/support/chromium.mjs';

/** A browser engine: the program that drives it, and what a session asks of it. */
export interface Engine {
  name: string;
  driver: string;
  args: (port: number) => string[];
  capabilities: Record<string, unknown>;
}

const named = (variable: string, otherwise: string) => process.env[variable] || otherwise;

export const ENGINES: Engine[] = [
  {
    name: 'chromium',
    driver: named('CHROMEDRIVER', '/usr/bin/chromedriver'),
    args: (port) => [`--port=${port}`],
    capabilities: {
      browserName: 'chrome',
      'goog:chromeOptions': {
        binary: named('CHROMIUM', '/usr/bin/chromium'),
        args: CHROMIUM_FLAGS,
      },
    },
  },
  {
    name: 'firefox',
    driver: named('GECKODRIVER', 'geckodriver'),
    args: (port) => ['--port', String(port)],
    capabilities: {
      browserName: 'firefox',
      // On the screen: without one, its scrollbars have no theme.
      'moz:firefoxOptions': { binary: named('FIREFOX', '/usr/bin/firefox-esr') },
    },
  },
  {
    name: 'webkit',
    driver: named('WEBKITDRIVER', '/usr/bin/WebKitWebDriver'),
    args: (port) => [`--port=${port}`],
    // Without a binary, the driver starts the MiniBrowser that its own package brings.
    capabilities: { browserName: 'MiniBrowser' },
  },
];
