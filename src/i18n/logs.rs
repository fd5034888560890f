//! The words of the log explorer.

use super::define_words;

define_words! {
    LOGS: "Logs", "로그";
    NOT_FETCHED: "The log explorer could not be loaded", "로그 탐색기를 불러오지 못했습니다";
    NOT_FETCHED_HELP:
        "Its file did not arrive, or it is not the one of this version. Check the connection, then retry. If the site was updated, reload the page.",
        "파일이 도착하지 않았거나 이 버전의 파일이 아닙니다. 네트워크 연결을 확인한 후 다시 시도하십시오. 사이트가 업데이트되었다면 페이지를 새로 고침하십시오.";
    ADDRESS_VALUE: "The address says {name} = {value}, which is not understood. The rest of it was taken.",
        "주소의 {name} = {value}는 알 수 없는 값입니다. 나머지는 적용했습니다.";
    ADDRESS_NAME: "The address has {name}, which is not known here. The rest of it was taken.",
        "주소의 {name}은(는) 알 수 없는 항목입니다. 나머지는 적용했습니다.";
    ADDRESS_FILTER: "The address has a filter that is none: {filter} ({why}). The rest of it was taken.",
        "주소의 필터를 해석할 수 없습니다: {filter} ({why}). 나머지는 적용했습니다.";

    OPEN_LOG_FILES: "Open log files", "로그 파일 열기";
    OPEN_LOG_FILES_HELP: "Files of this device, without an account: nothing leaves this page.",
        "계정 없이 이 기기의 파일을 엽니다. 파일은 이 페이지를 벗어나지 않습니다.";
    LOG_FILES: "Log files", "로그 파일";
    DROP_FILES_HELP: "CSV or Parquet, raw or gzip. They are read in this page and stay on this device.",
        "CSV 또는 Parquet, 압축하지 않은 파일 또는 gzip. 이 페이지에서 읽으며 이 기기에만 남습니다.";
    CHOOSE_FOLDER: "Choose a folder", "폴더 선택";
    OTHER_FILES: "Open other files", "다른 파일 열기";
    CONNECT_FOR_LOGS: "Connect to open the logs of a logger", "연결하여 로거의 로그 열기";
    LOGS_OF_LOGGER: "Logs of a logger", "로거의 로그";
    LOGS_OF_LOGGER_HELP: "One press opens the last hour of its logs.", "누르면 최근 1시간의 로그를 엽니다.";
    SHOW_RECORDS: "Show its records", "이 포트의 레코드 보기";

    RANGE: "Range", "범위";
    RANGE_MINUTES: "Last {n} minutes", "최근 {n}분";
    RANGE_HOUR: "Last hour", "최근 1시간";
    RANGE_HOURS: "Last {n} hours", "최근 {n}시간";
    RANGE_DAYS: "Last {n} days", "최근 {n}일";
    RANGE_CUSTOM: "Custom", "직접 입력";
    RANGE_EVERYTHING: "Everything in the files", "파일의 모든 기간";
    RANGE_FROM: "From", "시작";
    RANGE_UNTIL: "Until", "끝";
    RANGE_NO_TIME: "Enter a time such as 2026-11-30 14:05.", "2026-11-30 14:05와 같이 시각을 입력하십시오.";
    RANGE_BACKWARDS: "The end is not after the beginning.", "끝이 시작보다 뒤가 아닙니다.";
    EARLIER: "Move to the earlier range", "이전 범위로 이동";
    LATER: "Move to the later range", "다음 범위로 이동";
    LOAD: "Load", "불러오기";
    NARROW: "Narrow to {from} – {until}", "{from} – {until}(으)로 좁히기";
    LOAD_SAMPLE: "Load a sample of {n} files", "파일 {n}개를 표본으로 불러오기";
    LISTING: "Looking for files: {n} of {all} folders", "파일을 찾는 중: 폴더 {all}개 중 {n}개";
    PLAN_ONE: "{files} file, {bytes}", "파일 {files}개, {bytes}";
    PLAN: "{files} files, {bytes}", "파일 {files}개, {bytes}";
    PLAN_TIMES: "{from} to {until}", "{from} ~ {until}";
    PLAN_FOLDERS: "Folders {first} to {last} (KST)", "폴더 {first} ~ {last}(KST)";
    PLAN_FOLDER: "Folder {first} (KST)", "폴더 {first}(KST)";
    PLAN_EMPTY: "Empty files, left out: {n}", "제외한 빈 파일: {n}개";
    PLAN_ODD: "Entries of the listing that are no files of these folders, left out: {n}", "제외한 목록 항목(이 폴더의 파일이 아님): {n}개";
    PLAN_NONE: "No files in this range", "이 범위에 파일이 없습니다";
    PLAN_NONE_HELP: "The logger wrote nothing then, or its files were removed. Choose another range.",
        "로거가 이 기간에 기록하지 않았거나 파일이 삭제되었습니다. 다른 범위를 선택하십시오.";
    NO_FILES: "No files were given", "받은 파일이 없습니다";
    ONLY_EMPTY: "The files are empty", "파일이 비어 있습니다";
    CHOOSE_OTHERS: "Choose other files.", "다른 파일을 선택하십시오.";
    TOO_LARGE: "This range needs about {memory} of memory, and {bound} may be used", "이 범위에는 약 {memory}의 메모리가 필요하지만 {bound}까지 사용할 수 있습니다";
    TOO_LARGE_HELP: "Choose a narrower range, load a sample of its files, or take the SQL to a database.",
        "더 좁은 범위를 선택하거나 파일 일부를 표본으로 불러오거나 SQL을 데이터베이스에서 실행하십시오.";
    SAMPLE: "Sample: {n} of {all} files. Every figure is of these files alone.",
        "표본: 파일 {all}개 중 {n}개. 모든 수치는 이 파일만의 값입니다.";
    LOADING_LOGS: "Loading logs", "로그를 불러오는 중";
    PROGRESS_FILES: "{files} of {all} files", "파일 {all}개 중 {files}개";
    PROGRESS_BYTES: "{bytes} of {total}", "{total} 중 {bytes}";
    PROGRESS_RECORDS: "{records} records", "레코드 {records}개";
    PROGRESS_RATE: "{rate} records/s", "초당 {rate}개";
    CANCELLED: "Cancelled: what was read until then is shown.", "취소했습니다. 그때까지 읽은 내용을 표시합니다.";
    LOADED: "Loaded: {records} records of {files} files", "불러옴: 파일 {files}개의 레코드 {records}개";
    NOT_FOUND: "The files could not be found", "파일을 찾지 못했습니다";
    STORAGE_UNREAD: "The storage could not be read", "스토리지를 읽지 못했습니다";
    BAD_STORAGE_URL: "The logger's storage URL cannot be used: {url}", "로거의 스토리지 URL을 사용할 수 없습니다: {url}";
    NO_OBJECT_STORAGE: "The configuration has no Object Storage for this region. Set objectStorage of the region.",
        "이 리전의 Object Storage가 설정에 없습니다. 리전의 objectStorage를 설정하십시오.";
    NEEDS_CONNECTION: "Connect first: the files are read with a token.", "먼저 연결하십시오. 파일을 읽으려면 토큰이 필요합니다.";
    NEEDS_RANGE: "A logger has too many files for all of its time. Choose a range.", "로거의 전체 기간에는 파일이 너무 많습니다. 범위를 선택하십시오.";
    TOO_MANY_FILES: "This range has more than {n} files. Choose a narrower one.", "이 범위에는 파일이 {n}개보다 많습니다. 더 좁은 범위를 선택하십시오.";
    FOREIGN_ORIGIN: "The configuration does not name the origin of this address: {url}", "설정에 없는 origin의 주소입니다: {url}";

    ENGINE_NOT_STARTED: "The log engine did not start", "로그 엔진을 시작하지 못했습니다";
    ENGINE_NOT_STARTED_HELP: "Its files are missing on the server, or the page's policy forbids a worker. {why}",
        "서버에 엔진 파일이 없거나 페이지의 정책이 워커를 금지합니다. {why}";
    ENGINE_STOPPED: "The log engine stopped", "로그 엔진이 중단되었습니다";
    ENGINE_STOPPED_HELP: "Load again to begin a new one. {why}", "다시 불러오면 새로 시작합니다. {why}";
    ENGINE_FULL: "Memory is at its bound of {bound}", "메모리가 한도 {bound}에 도달했습니다";
    ENGINE_FULL_HELP: "What was read until then is shown. Choose a narrower range or a sample for the rest.",
        "그때까지 읽은 내용을 표시합니다. 나머지는 더 좁은 범위나 표본을 선택하십시오.";

    UNREADABLE_FILES: "Unreadable files", "읽을 수 없는 파일";
    UNREADABLE_TITLE: "Of {n} of {all} files something could not be read", "파일 {all}개 중 {n}개에 읽지 못한 내용이 있습니다";
    UNREADABLE_AT: "line {line}, byte {byte}: {reason}", "{line}행, {byte}바이트: {reason}";
    READ_RECORDS: "{n} records read, {lost} unreadable", "레코드 {n}개 읽음, {lost}개 읽지 못함";
    COUNT_BROKEN: "Count what was read of them", "읽은 부분을 집계에 포함";
    FAULT_NETWORK: "There was no answer: offline, blocked, or cut. {why}", "응답이 없습니다. 오프라인이거나 차단되었거나 끊겼습니다. {why}";
    FAULT_DEVICE: "The file has changed or gone since it was chosen, or it is no file. {why}", "선택한 뒤 파일이 변경되었거나 없어졌거나, 파일이 아닙니다. {why}";
    FAULT_SHORT: "Shorter than listed: {n} of {all} bytes came.", "목록보다 짧습니다. {all}바이트 중 {n}바이트만 왔습니다.";
    FAULT_STATUS: "The storage answered {status}.", "스토리지가 {status}(으)로 응답했습니다.";
    FAULT_SILENT: "Nothing came for {seconds} s.", "{seconds}초 동안 아무것도 오지 않았습니다.";
    FAULT_INFLATE: "The compressed data is damaged, or its end is missing.", "압축 데이터가 손상되었거나 끝이 없습니다.";
    REASON_COLUMNS: "{found} columns where there should be {expected}", "열이 {expected}개여야 하지만 {found}개";
    REASON_TIME: "column {column} is not a time", "{column}번째 열이 시각이 아님";
    REASON_NUMBER: "column {column} is not a number", "{column}번째 열이 숫자가 아님";
    REASON_ADDRESS: "column {column} is not an address", "{column}번째 열이 주소가 아님";
    REASON_TEXT: "column {column} is not a text in UTF-8", "{column}번째 열이 UTF-8 텍스트가 아님";
    REASON_TOO_LONG: "the record is longer than {n} bytes", "레코드가 {n}바이트보다 김";
    FAULT_INTERRUPTED: "The end of the file did not come.", "파일의 끝이 오지 않았습니다.";
    FAULT_WORKER: "The engine stopped while it read this file.", "이 파일을 읽는 중에 엔진이 중단되었습니다.";
    FAULT_FULL: "There is no memory left for it.", "남은 메모리가 없습니다.";
    FAULT_COLUMNS: "This is no flow log: the first row has no known field name, and {n} columns fit no field set.",
        "플로우 로그가 아닙니다. 첫 행에 아는 필드 이름이 없고 열 {n}개에 맞는 필드 구성이 없습니다.";
    FAULT_LINES: "This is no flow log: the first {n} bytes have no line.", "플로우 로그가 아닙니다. 처음 {n}바이트에 줄이 없습니다.";
    FAULT_PARQUET: "The Parquet file is damaged, or of a kind that is not read: {why}", "Parquet 파일이 손상되었거나 읽을 수 없는 종류입니다: {why}";
    FAULT_UNSUPPORTED: "{why} files cannot be read here.", "{why} 파일은 여기에서 읽을 수 없습니다.";

    FILTER_RECORDS: "Filter records", "레코드 필터";
    FILTER_RECORDS_PLACEHOLDER: "src = 10.0.0.0/8 and port = 443", "src = 10.0.0.0/8 and port = 443";
    SWAP: "Swap source and destination", "출발지와 목적지 바꾸기";
    BOTH_DIRECTIONS: "Both directions", "양방향";
    UNDO: "Undo", "실행 취소";
    EXPECTED_PROPERTY: "At character {at}: a field such as src, port or action should stand here.", "{at}번째 글자: src, port, action 같은 필드가 와야 합니다.";
    EXPECTED_OPERATOR: "At character {at}: one of these should stand here: {operators}", "{at}번째 글자: 다음 중 하나가 와야 합니다: {operators}";
    EXPECTED_VALUE: "At character {at}: this is no value of {property}, such as {example}.", "{at}번째 글자: {property}의 값이 아닙니다. 예: {example}";
    EXPECTED_JOINT: "At character {at}: and, or, or the end should stand here.", "{at}번째 글자: and, or 또는 끝이 와야 합니다.";
    EXPECTED_PARENTHESIS: "At character {at}: a closing parenthesis is missing.", "{at}번째 글자: 닫는 괄호가 없습니다.";
    EXPECTED_QUOTE: "At character {at}: a closing quote is missing.", "{at}번째 글자: 닫는 따옴표가 없습니다.";
    EXPECTED_FLATTER: "At character {at}: too many parentheses within each other.", "{at}번째 글자: 괄호가 너무 많이 겹쳤습니다.";

    QUICK_QUESTIONS: "Quick questions", "빠른 질문";
    Q_DROPPED: "Dropped", "차단됨";
    Q_SCANS: "Scans", "스캔";
    Q_REFUSED_PORTS: "Refused ports", "거부된 포트";
    Q_INTERNET: "Internet", "인터넷";
    Q_BIGGEST: "Biggest conversations", "가장 큰 대화";
    Q_ONE_SIDED: "One-sided", "일방향";
    Q_NEW: "New since before", "이전 대비 신규";

    TOTALS: "Totals", "합계";
    FLOWS: "Flows", "플로우";
    PACKETS: "Packets", "패킷";
    BYTES: "Bytes", "바이트";
    ACCEPTED: "Accepted", "허용";
    DROPPED: "Dropped", "차단";
    FILES: "Files", "파일";
    UNREADABLE: "Unreadable", "읽을 수 없음";
    SKIP_DATA: "{n} records say that others are missing (SKIPDATA).", "레코드 {n}개가 누락을 알립니다(SKIPDATA).";
    NO_DATA: "{n} records say that there was no flow (NODATA).", "레코드 {n}개가 플로우 없음을 알립니다(NODATA).";
    NOTHING_MATCHES: "No record meets the filter", "필터에 맞는 레코드가 없습니다";
    NOTHING_MATCHES_HELP: "Switch a part of the filter off, or look at another range.", "필터 일부를 끄거나 다른 범위를 보십시오.";

    OVER_TIME: "Over time", "시간별";
    METRIC: "Metric", "지표";
    TIME: "Time", "시각";
    SHOW_AS_TABLE: "Show as table", "표로 보기";
    ZOOM_BACK: "Back to the range before", "이전 범위로 돌아가기";
    CHART_HELP: "Arrow keys move, Shift with arrow keys marks a range, Enter looks at it.",
        "화살표 키로 이동하고 Shift와 화살표 키로 범위를 표시한 뒤 Enter로 봅니다.";
    LOOKS_AT: "{from} to {until}", "{from} ~ {until}";

    TOP_SOURCES: "Top sources", "상위 출발지";
    TOP_DESTINATIONS: "Top destinations", "상위 목적지";
    TOP_PORTS: "Top ports", "상위 포트";
    TOP_PAIRS: "Top pairs", "상위 쌍";
    TOP_PROTOCOLS: "Top protocols", "상위 프로토콜";
    TOP_INTERFACES: "Top interfaces", "상위 인터페이스";
    SOURCE: "Source", "출발지";
    DESTINATION: "Destination", "목적지";
    PORT: "Port", "포트";
    PAIR: "Source and destination", "출발지와 목적지";
    PROTOCOL: "Protocol", "프로토콜";
    INTERFACE: "Interface", "인터페이스";
    SHARE: "Share", "비율";
    FIRST_SEEN: "First seen", "처음";
    LAST_SEEN: "Last seen", "마지막";
    FIRST_DROPPED: "First dropped", "첫 차단";
    TREND: "Over time", "시간별";
    OTHER_OF: "Other ({n})", "기타({n})";
    MORE_ROWS: "More rows", "더 보기";
    FEWER_ROWS: "Fewer rows", "줄이기";
    BEGIN_HERE: "Begin the range at {time}", "{time}부터 보기";
    NO_VALUE: "none", "없음";

    ONLY_THIS: "Only this", "이것만";
    NOT_THIS: "Not this", "이것 제외";
    EITHER_SIDE: "Either side", "출발지 또는 목적지";
    COPY: "Copy", "복사";
    OPEN_PORT: "Open the logging port", "로깅 포트 열기";

    SCANS: "Who reaches most targets and ports", "가장 많은 대상과 포트에 접근한 출발지";
    TARGETS: "Targets", "대상";
    PORTS: "Ports", "포트";
    COMBINED: "Targets and ports", "대상과 포트";

    WHAT_CHANGED: "What changed", "변경 사항";
    WHAT_CHANGED_HELP: "Compares this range with {from} to {until}.", "이 범위를 {from} ~ {until}와 비교합니다.";
    COMPARE_HELP: "New and vanished talkers and ports, what grew and shrank, and the dropped share.",
        "새로 생기거나 사라진 통신 상대와 포트, 증감, 차단 비율을 비교합니다.";
    COMPARE: "Compare with another range", "다른 범위와 비교";
    COMPARED_WITH: "Compared with", "비교 대상";
    RANGE_BEFORE: "The range before", "이전 범위";
    DAY_BEFORE: "The day before", "하루 전";
    WEEK_BEFORE: "The week before", "일주일 전";
    LOAD_BEFORE: "Load the other range", "다른 범위 불러오기";
    BEFORE_UNLOADED: "The files of the other range are not loaded.", "다른 범위의 파일을 불러오지 않았습니다.";
    SAMPLE_COMPARED: "A sample is compared with nothing: most of the other range would be missing in it. Load all files of a range that fits.",
        "표본은 다른 범위와 비교하지 않습니다. 다른 범위의 대부분이 표본에 없기 때문입니다. 메모리에 맞는 범위의 파일을 모두 불러오십시오.";
    BEFORE_TOO_LARGE: "Beside what is loaded, the other range needs about {memory} of memory, and {bound} are left",
        "불러온 내용 외에 다른 범위에는 약 {memory}의 메모리가 필요하지만 {bound}만 남아 있습니다";
    BEFORE_TOO_LARGE_HELP: "Load a narrower range, then compare it.", "더 좁은 범위를 불러온 후 비교하십시오.";
    NEW: "New", "신규";
    VANISHED: "Vanished", "사라짐";
    GROWN: "Grown", "증가";
    SHRUNK: "Shrunk", "감소";
    DROPPED_SHARE: "Dropped share", "차단 비율";

    RECORDS: "Records", "레코드";
    RECORD: "Record", "레코드";
    COLUMNS: "Columns", "열";
    FILE: "File", "파일";
    BYTE: "Byte", "바이트 위치";
    RAW_LINE: "Raw line", "원본 줄";
    SHOW_RAW_LINE: "Show the raw line", "원본 줄 보기";
    LINE_UNREAD: "The line could not be read: {why}", "줄을 읽지 못했습니다: {why}";
    EXPORTING: "Written: {n} records", "기록함: 레코드 {n}개";
    CHART_AS_PNG: "Chart as PNG", "차트(PNG)";
    COPY_LINK: "Copy link", "링크 복사";
    SQL: "SQL", "SQL";
    SQL_QUESTION: "Question", "질문";
    SQL_HELP: "The same question over the same folders. Fill in the keys of the S3 API where the text says so.",
        "같은 폴더에 대한 같은 질문입니다. 표시된 곳에 S3 API 키를 넣으십시오.";
    SQL_UNSUPPORTED: "This question cannot be written for this database: {why}", "이 데이터베이스로는 이 질문을 쓸 수 없습니다: {why}";
    NOT_UNDERSTOOD: "Of this link", "이 링크에서";

    F_START: "Start", "시작";
    F_END: "End", "끝";
    F_OWNER_TYPE: "Owner type", "소유자 유형";
    F_OWNER: "Owner", "소유자";
    F_SUBNET: "Subnet", "서브넷";
    F_VPC: "VPC", "VPC";
    F_REGION: "Region", "리전";
    F_SRC_PORT: "Source port", "출발지 포트";
    F_DST_PORT: "Destination port", "목적지 포트";
    F_FLAGS: "TCP flags", "TCP 플래그";
    F_DIRECTION: "Direction", "방향";
    F_ACTION: "Action", "동작";
    F_NO_ROUTE_PACKETS: "No-route packets", "경로 없음 패킷";
    F_NO_ROUTE_BYTES: "No-route bytes", "경로 없음 바이트";
    F_BLACK_HOLE_PACKETS: "Black-hole packets", "블랙홀 패킷";
    F_BLACK_HOLE_BYTES: "Black-hole bytes", "블랙홀 바이트";
    F_STATUS: "Log status", "로그 상태";
    F_PATH: "Path", "경로";
}
