import { expect } from '@playwright/test';

export interface Logger {
  id: string;
  name: string;
  description: string;
  resource_type: 'PORT' | 'SUBNET' | 'VPC';
  resource_id: string;
  filter: string;
  aggregation_interval: number;
  connection_setup_only: boolean;
  storage_type: string;
  storage_url: string;
  log_format: string;
  compression_type: string;
  customized_field: string;
  partition_period: string;
  admin_state_up: boolean;
  status: string;
  error_type: string;
  created_at: string;
  updated_at: string;
}

export interface LoggingPort {
  id: string;
  logger_id: string;
  port_id: string;
  network_id: string;
}

export interface Port {
  id: string;
  name: string;
  device_owner: string;
  device_id: string;
  network_id: string;
  fixed_ips: { subnet_id: string; ip_address: string }[];
}

/** Somebody else at work on the same project: plain calls of the API, past the console. */
export class Service {
  constructor(
    private readonly origin: string,
    private readonly token: string,
  ) {}

  async call(method: string, path: string, body?: unknown, token = this.token): Promise<Response> {
    return fetch(this.origin + path, {
      method,
      headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  private async read<T>(path: string, key: string): Promise<T> {
    const answer = await this.call('GET', path);
    expect(answer.status, path).toBe(200);
    return ((await answer.json()) as Record<string, T>)[key]!;
  }

  loggers(query = ''): Promise<Logger[]> {
    return this.read(`/v2.0/flowlog-loggers${query}`, 'flowlog_loggers');
  }

  logger(id: string): Promise<Logger> {
    return this.read(`/v2.0/flowlog-loggers/${id}`, 'flowlog_logger');
  }

  loggingPorts(query = ''): Promise<LoggingPort[]> {
    return this.read(`/v2.0/flowlog-logging-ports${query}`, 'flowlog_logging_ports');
  }

  ports(): Promise<Port[]> {
    return this.read('/v2.0/ports', 'ports');
  }

  subnets(): Promise<
    { id: string; name: string; cidr: string; vpc_id: string; 'router:external': boolean }[]
  > {
    return this.read('/v2.0/vpcsubnets', 'vpcsubnets');
  }

  vpcs(): Promise<{ id: string; name: string; 'router:external': boolean }[]> {
    return this.read('/v2.0/vpcs', 'vpcs');
  }

  /** Creates a logger like an ACTIVE one of the sample, with what the test changes. */
  async create(changes: Partial<Logger> & { name: string }): Promise<Logger> {
    const { resource_id, storage_url } =
      changes.resource_id && changes.storage_url ? changes : await this.working();
    const flowlog_logger = {
      resource_type: 'PORT',
      storage_type: 'OBS',
      resource_id,
      storage_url,
      ...changes,
    };
    const answer = await this.call('POST', '/v2.0/flowlog-loggers', { flowlog_logger });
    const body = (await answer.json()) as { flowlog_logger: Logger };
    expect(answer.status, JSON.stringify(body)).toBe(201);
    return body.flowlog_logger;
  }

  async update(
    logger: Logger,
    changes: Partial<Pick<Logger, 'name' | 'description' | 'admin_state_up'>>,
  ): Promise<void> {
    const answer = await this.call('PUT', `/v2.0/flowlog-loggers/${logger.id}`, {
      flowlog_logger: { name: logger.name, ...changes },
    });
    expect(answer.status).toBe(200);
  }

  async remove(id: string): Promise<void> {
    const answer = await this.call('DELETE', `/v2.0/flowlog-loggers/${id}`);
    expect(answer.status).toBe(204);
  }

  /** A logger of the sample that collects, from one port. */
  async working(): Promise<Logger> {
    return this.one((logger) => logger.status === 'ACTIVE' && logger.resource_type === 'PORT');
  }

  /** The first logger of the sample that fits. */
  async one(fits: (logger: Logger) => boolean): Promise<Logger> {
    const found = (await this.loggers()).find(fits);
    expect(found, 'the sample has such a logger').toBeDefined();
    return found!;
  }
}
