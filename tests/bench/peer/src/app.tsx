import { useCollection } from "@cloudscape-design/collection-hooks";
import Button from "@cloudscape-design/components/button";
import CollectionPreferences, {
  type CollectionPreferencesProps,
} from "@cloudscape-design/components/collection-preferences";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Pagination from "@cloudscape-design/components/pagination";
import PropertyFilter from "@cloudscape-design/components/property-filter";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useEffect, useState } from "react";
import { type Logger, placeOf, readLoggers, shownTime } from "./loggers.ts";
import { FILTER_WORDS } from "./words.ts";

const STATUS: Record<string, StatusIndicatorProps.Type> = {
  ACTIVE: "success",
  INACTIVE: "stopped",
  BUILD: "in-progress",
  ERROR: "error",
};

type Column = TableProps.ColumnDefinition<Logger> & { id: string; sortingField: keyof Logger; header: string };

/** The ten columns that the console shows until somebody chooses others. */
const COLUMNS: Column[] = [
  {
    id: "name",
    header: "Name",
    sortingField: "name",
    isRowHeader: true,
    cell: (logger) => <Link href={`#/loggers/${logger.id}`}>{logger.name}</Link>,
  },
  {
    id: "status",
    header: "Status",
    sortingField: "status",
    cell: ({ status }) => <StatusIndicator type={STATUS[status] ?? "info"}>{status}</StatusIndicator>,
  },
  { id: "target_type", header: "Target type", sortingField: "targetType", cell: (logger) => logger.targetType },
  { id: "target", header: "Target", sortingField: "target", cell: (logger) => <code>{logger.target}</code> },
  { id: "filter", header: "Filter", sortingField: "filter", cell: (logger) => logger.filter },
  { id: "interval", header: "Interval", sortingField: "interval", cell: (logger) => `${logger.interval} min` },
  {
    id: "storage",
    header: "Storage",
    sortingField: "storage",
    cell: ({ storage }) => <span title={storage}>{placeOf(storage)}</span>,
  },
  { id: "format", header: "Format", sortingField: "format", cell: (logger) => logger.format },
  { id: "partition", header: "Partition", sortingField: "partition", cell: (logger) => logger.partition },
  {
    id: "created",
    header: "Created",
    sortingField: "created",
    cell: ({ created }) => <time dateTime={created}>{shownTime(created)}</time>,
  },
];

const FILTERING = COLUMNS.map(({ header, sortingField }) => ({
  key: sortingField,
  propertyLabel: header,
  groupValuesLabel: `${header} values`,
  operators: ["=", "!=", ":", "!:"] as const,
}));

/** What the console offers above the table; here the buttons do nothing. */
const ACTIONS = ["Edit", "Enable", "Disable", "Clone", "Delete"];

const SIZES = [10, 30, 50, 100].map((value) => ({ value, label: `${value} loggers` }));

const NONE: Logger[] = [];

/**
 * Whether the filter draws every suggestion, as it does until it is told otherwise. The library advises against it for
 * more than 500.
 */
const WHOLE = new URLSearchParams(location.search).has("every-suggestion");

export function App() {
  const [loggers, setLoggers] = useState<Logger[]>();
  const [failure, setFailure] = useState("");
  const [preferences, setPreferences] = useState<CollectionPreferencesProps.Preferences>({
    pageSize: 30,
    contentDisplay: COLUMNS.map(({ id }) => ({ id, visible: true })),
    contentDensity: "comfortable",
  });
  useEffect(() => {
    readLoggers().then(setLoggers, (error: Error) => setFailure(error.message));
  }, []);
  const { items, collectionProps, propertyFilterProps, paginationProps, filteredItemsCount } = useCollection(
    loggers ?? NONE,
    {
      propertyFiltering: { filteringProperties: FILTERING, empty: failure || "No loggers", noMatch: "No matches" },
      sorting: { defaultState: { sortingColumn: COLUMNS[0]! } },
      pagination: { pageSize: preferences.pageSize },
      selection: { trackBy: "id" },
    },
  );
  const selected = collectionProps.selectedItems?.length ?? 0;
  const counter = selected > 0 ? `(${selected}/${loggers?.length ?? 0})` : `(${loggers?.length ?? 0})`;
  return (
    <Table
      {...collectionProps}
      items={items}
      columnDefinitions={COLUMNS}
      loading={!loggers && !failure}
      loadingText="Loading loggers"
      selectionType="multi"
      contentDensity={preferences.contentDensity}
      columnDisplay={preferences.contentDisplay}
      ariaLabels={{
        tableLabel: "Flow log loggers",
        selectionGroupLabel: "Selection",
        allItemsSelectionLabel: () => "Select page",
        itemSelectionLabel: (_, logger) => `Select ${logger.name}`,
      }}
      header={
        <Header
          variant="h1"
          counter={counter}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button iconName="refresh">Refresh</Button>
              {ACTIONS.map((action) => (
                <Button key={action} disabled={selected === 0}>
                  {action}
                </Button>
              ))}
              <Button iconName="download">Export</Button>
              <Button variant="primary">Create logger</Button>
            </SpaceBetween>
          }
        >
          Flow log loggers
        </Header>
      }
      filter={
        <PropertyFilter
          {...propertyFilterProps}
          i18nStrings={FILTER_WORDS}
          countText={`${filteredItemsCount} matches`}
          virtualScroll={!WHOLE}
        />
      }
      preferences={
        <CollectionPreferences
          title="Preferences"
          confirmLabel="Confirm"
          cancelLabel="Cancel"
          preferences={preferences}
          onConfirm={({ detail }) => setPreferences(detail)}
          pageSizePreference={{ title: "Rows per page", options: SIZES }}
          contentDisplayPreference={{ title: "Columns", options: COLUMNS.map(({ id, header }) => ({ id, label: header })) }}
          contentDensityPreference={{ label: "Compact", description: "More rows in view" }}
        />
      }
      pagination={
        <Pagination
          {...paginationProps}
          ariaLabels={{
            nextPageLabel: "Next page",
            previousPageLabel: "Previous page",
            pageLabel: (page) => `Page ${page}`,
          }}
        />
      }
    />
  );
}
