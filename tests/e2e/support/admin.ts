import { expect } from '@playwright/test';

export type Fault =
  | { kind: 'latency'; ms: number }
  | {
      kind: 'status';
      status: number;
      body?: unknown;
      headers?: Record<string, string>;
      content_type?: string;
    }
  | {
      kind:
        | 'html'
        | 'truncated'
        | 'cut'
        | 'drop'
        | 'empty'
        | 'wrong_shape'
        | 'malformed_row'
        | 'nulls'
        | 'unknown_enums'
        | 'after'
        | 'twice';
    }
  | { kind: 'drip'; pieces: number; ms: number };

export interface Rule {
  method?: string;
  /** A prefix of the path. */
  path?: string;
  /** An origin of the emulator; all of them where it is left out. */
  at?: string;
  /** How often; for ever where it is left out. */
  times?: number;
  skip?: number;
  fault: Fault;
}

export interface Entry {
  method: string;
  path: string;
  query: string;
  token: boolean;
  status: number | null;
}

/** The admin port of the emulator. */
export class Admin {
  constructor(private readonly origin: string) {}

  private async call(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(this.origin + path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
    return answer;
  }

  async about(): Promise<{
    tenant_id: string;
    admin: { user_name: string; password: string };
    member: { user_name: string; password: string };
  }> {
    return (await this.call('GET', '/')).json() as never;
  }

  /** The sample project anew; no fault, no request noted, and the demo token valid again. */
  async reset(sample: 'full' | 'empty' | 'large' | number = 'full'): Promise<void> {
    await this.call('POST', '/reset', { sample });
  }

  /** Puts these faults in force, and no others. */
  async faults(...rules: Rule[]): Promise<void> {
    await this.call('PUT', '/faults', rules);
  }

  async heal(): Promise<void> {
    await this.call('DELETE', '/faults');
  }

  /** What was asked for by this method at exactly this path, oldest first. */
  async requests(method: string, path: string): Promise<Entry[]> {
    return (await this.all()).filter((entry) => entry.method === method && entry.path === path);
  }

  /** Everything that was asked for, oldest first. */
  async all(): Promise<Entry[]> {
    return (await (await this.call('GET', '/requests')).json()) as Entry[];
  }

  /** How many requests were refused for their token. */
  async refused(): Promise<number> {
    return (await this.all()).filter((entry) => entry.status === 401).length;
  }

  /** Which services answer other origins; a reset switches all of them off. */
  async cors(services: { identity: boolean; network: boolean; object_storage: boolean }): Promise<void> {
    await this.call('PUT', '/cors', services);
  }

  async revokeTokens(): Promise<void> {
    await this.call('POST', '/tokens/revoke');
  }

  /** How long tokens live that are issued from now on. */
  async tokenLife(seconds: number): Promise<void> {
    await this.call('POST', '/tokens/life', { seconds });
  }

  /** What the service catalog of a token holds; see the emulator's README. */
  async catalog(kind: string): Promise<void> {
    await this.call('PUT', '/catalog', { catalog: kind });
  }

  async deletePort(id: string): Promise<void> {
    await this.call('DELETE', `/ports/${id}`);
  }
}
