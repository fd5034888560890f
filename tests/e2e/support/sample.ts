import { expect } from '@playwright/test';
import type { Port, Service } from './service.ts';

export const ACCOUNT = 'AUTH_e670167936434f85a03694184000ffe6';
export const HOST = 'kr1-api-object-storage.nhncloudservice.com';
/** A whole storage URL with nothing to remark, but of a container that the emulator does not have. */
export const STORAGE_URL = `https://${HOST}/v1/${ACCOUNT}/flow-logs/web`;

/** A port of the sample that no logger collects from. */
export async function freePort(service: Service): Promise<Port> {
  const taken = new Set((await service.loggers()).map((logger) => logger.resource_id));
  const port = (await service.ports()).find((one) => !taken.has(one.id));
  expect(port, 'the sample has a port without a logger').toBeDefined();
  return port!;
}

/** A storage URL whose container lets the service write: the one of a logger that collects. */
export async function goodUrl(service: Service): Promise<string> {
  return (await service.working()).storage_url;
}

/** A fresh token from the identity service, as after a sign-in elsewhere. */
export async function signIn(
  service: Service,
  tenantId: string,
  account: { user_name: string; password: string },
): Promise<string> {
  const answer = await service.call('POST', '/v2.0/tokens', {
    auth: { tenantId, passwordCredentials: { username: account.user_name, password: account.password } },
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { access: { token: { id: string } } }).access.token.id;
}
