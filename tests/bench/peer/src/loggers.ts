/** A flow log logger, as far as the table shows it. */
export interface Logger {
  id: string;
  name: string;
  status: string;
  targetType: string;
  target: string;
  filter: string;
  interval: number;
  storage: string;
  format: string;
  partition: string;
  created: string;
}

/** The same of the service's answer. */
interface Answer {
  flowlog_loggers: {
    id: string;
    name: string;
    status: string;
    resource_type: string;
    resource_id: string;
    filter: string;
    aggregation_interval: number;
    storage_url: string;
    log_format: string;
    partition_period: string;
    created_at: string;
  }[];
}

const TIME = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });

/** A time of the service, "2026-01-05 00:00:00" in UTC, as a person reads it. */
export function shownTime(created: string): string {
  return TIME.format(new Date(`${created.replace(" ", "T")}Z`));
}

/** Container and directory of a storage URL, which differ between the loggers of a project. */
export function placeOf(url: string): string {
  return /\/AUTH_[^/]*\/(.*)$/.exec(url)?.[1] ?? url;
}

/** Every logger of the project. */
export async function readLoggers(): Promise<Logger[]> {
  const token = document.querySelector<HTMLMetaElement>('meta[name="token"]')!.content;
  const answer = await fetch("/v2.0/flowlog-loggers", { headers: { "X-Auth-Token": token } });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  const { flowlog_loggers } = (await answer.json()) as Answer;
  return flowlog_loggers.map((logger) => ({
    id: logger.id,
    name: logger.name,
    status: logger.status,
    targetType: logger.resource_type,
    target: logger.resource_id,
    filter: logger.filter,
    interval: logger.aggregation_interval,
    storage: logger.storage_url,
    format: logger.log_format,
    partition: logger.partition_period,
    created: logger.created_at,
  }));
}
