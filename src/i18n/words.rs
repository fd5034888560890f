//! The words of the pages.

use super::define_words;

define_words! {
    PRODUCT: "Flow Log", "Flow Log";
    LOGGERS: "Loggers", "로거";
    LOGGING_PORTS: "Logging ports", "로깅 포트";
    LOGGING_PORT: "Logging port", "로깅 포트";
    LOGGERS_TITLE: "Flow log loggers", "플로우 로그 로거";
    NOTIFICATIONS: "Notifications", "알림";
    SETTINGS: "Settings", "설정";
    PREFERENCES: "Preferences", "표시 설정";
    LANGUAGE: "Language", "언어";
    THEME: "Theme", "테마";
    THEME_AUTO: "Automatic", "자동";
    THEME_LIGHT: "Light", "밝게";
    THEME_DARK: "Dark", "어둡게";
    TIME_ZONE: "Time zone", "시간대";
    ZONE_UTC: "UTC", "UTC";
    ZONE_LOCAL: "Local ({zone})", "로컬({zone})";
    DISCONNECT: "Disconnect", "연결 끊기";
    READ_ONLY: "Read-only", "읽기 전용";
    READ_ONLY_WHY: "This console is set to read-only.", "이 콘솔은 읽기 전용으로 설정되어 있습니다.";

    COPIED: "Copied", "복사됨";
    COPY_FAILED: "Not copied: the browser refused", "복사 실패: 브라우저가 거부했습니다";
    COPY_VALUE: "Copy {value}", "{value} 복사";
    DISMISS: "Dismiss", "닫기";
    CLOSE: "Close", "닫기";
    OPTIONAL: "optional", "선택 사항";
    LOADING: "Loading", "불러오는 중";
    SKIP: "Skip to content", "본문으로 건너뛰기";
    BREADCRUMBS: "Breadcrumbs", "현재 위치";
    PAGES: "Pages", "페이지";
    PREVIOUS_PAGE: "Previous page", "이전 페이지";
    NEXT_PAGE: "Next page", "다음 페이지";
    PAGE: "Page {n}", "{n}페이지";
    ROWS_PER_PAGE: "Rows per page", "페이지당 행 수";
    CLEAR_FILTER: "Clear filter", "필터 지우기";
    REMOVE_FILTER: "Remove filter {token}", "필터 {token} 제거";
    SUGGESTIONS: "{n} suggestions", "추천 {n}개";
    NO_SUGGESTIONS: "No suggestions", "추천 없음";
    PART_MISSING: "missing", "없음";
    PART_WRONG: "wrong", "잘못됨";
    TONE_INFO: "Note", "안내";
    TONE_GOOD: "Done", "완료";
    TONE_WORKING: "In progress", "진행 중";
    TONE_WARNING: "Warning", "경고";
    TONE_WRONG: "Error", "오류";

    CONNECT: "Connect", "연결";
    CONNECT_HELP: "Sign in to a region with a token, or with the API password of your account. The token stays in this page's memory alone.",
        "토큰 또는 계정의 API 비밀번호로 리전에 연결합니다. 토큰은 이 페이지의 메모리에만 남습니다.";
    CONNECT_AGAIN: "The service no longer accepts the token. Connect again; everything you entered is kept.",
        "서비스가 토큰을 더 이상 받지 않습니다. 다시 연결하십시오. 입력한 내용은 그대로 있습니다.";
    REGION: "Region", "리전";
    SIGN_IN_WITH: "Sign in with", "인증 방식";
    TOKEN: "Token", "토큰";
    TOKEN_HINT: "The token ID that the identity API issued.", "인증 API가 발급한 토큰 ID입니다.";
    API_PASSWORD: "API password", "API 비밀번호";
    API_PASSWORD_HINT: "Set under API endpoint settings in the NHN Cloud console; it is not the account's password.",
        "NHN Cloud 콘솔의 API 엔드포인트 설정에서 정한 값이며 계정 비밀번호가 아닙니다.";
    TENANT_ID: "Tenant ID", "테넌트 ID";
    USER_NAME: "User name", "사용자 이름";
    USER_NAME_HINT: "The account's ID, often an e-mail address.", "계정 ID이며 보통 이메일 주소입니다.";
    USE_DEMO: "Use the demo project", "데모 프로젝트 사용";
    DEMO_HELP: "A sample project runs on this machine: no account needed.", "이 컴퓨터에서 샘플 프로젝트가 실행 중이므로 계정이 필요 없습니다.";
    TOKEN_EMPTY: "Enter a token.", "토큰을 입력하십시오.";
    TOKEN_BAD: "A token has visible ASCII characters only, with no space inside. Copy it again.",
        "토큰은 공백 없이 보이는 ASCII 문자로만 이루어집니다. 다시 복사하십시오.";
    TOKEN_LONG: "This text has {n} characters; a token has at most {most}. Copy the token alone.",
        "입력한 텍스트는 {n}자입니다. 토큰은 {most}자 이하입니다. 토큰만 복사하십시오.";
    FIELD_EMPTY: "Enter a value.", "값을 입력하십시오.";
    CONNECT_FAILED: "Not connected to {region}", "{region}에 연결하지 못했습니다";
    NO_IDENTITY: "No identity endpoint is configured, so signing in with an API password is not possible. Set identity in the configuration, or use a token.",
        "인증 엔드포인트가 설정되지 않아 API 비밀번호로 연결할 수 없습니다. 설정에 identity를 추가하거나 토큰을 사용하십시오.";

    REFRESH: "Refresh", "새로 고침";
    EDIT: "Edit", "수정";
    ENABLE: "Enable", "활성화";
    DISABLE: "Disable", "비활성화";
    CLONE: "Clone", "복제";
    DELETE: "Delete", "삭제";
    EXPORT: "Export", "내보내기";
    RETRY: "Retry", "다시 시도";
    CANCEL: "Cancel", "취소";
    SAVE: "Save", "저장";
    PREVIOUS: "Previous", "이전";
    NEXT: "Next", "다음";
    CREATE_LOGGER: "Create logger", "로거 만들기";
    OPEN_LOGGER: "Open logger", "로거 열기";
    SELECT_ROW: "Select {name}", "{name} 선택";
    SELECT_PAGE: "Select every row of this page", "이 페이지의 모든 행 선택";
    UPDATED_AT: "Updated {time}", "{time} 기준";
    FILTER_LOGGERS: "Filter loggers", "로거 필터";
    FILTER_PORTS: "Filter logging ports", "로깅 포트 필터";
    FILTER_PLACEHOLDER: "Text, or property, operator and value", "텍스트 또는 속성, 연산자, 값";
    FILTER_AND: "and", "그리고";
    FILTER_OR: "or", "또는";
    FILTER_JOINT: "Change between and / or", "그리고/또는 바꾸기";
    PROPERTY: "Property", "속성";
    MATCHES: "{n} of {total}", "{total}개 중 {n}개";
    RANGE: "{from}–{to} of {total}", "{total}개 중 {from}–{to}";
    MATCHES_FOUND: "{n} found", "{n}개 찾음";
    TIME_FORM: "YYYY-MM-DD hh:mm, {zone}", "YYYY-MM-DD hh:mm, {zone}";
    OP_EQUALS: "equals", "같음";
    OP_NOT_EQUALS: "does not equal", "같지 않음";
    OP_CONTAINS: "contains", "포함";
    OP_NOT_CONTAINS: "does not contain", "포함하지 않음";
    OP_AT_LEAST: "at least", "이상";
    OP_AT_MOST: "at most", "이하";
    OP_ABOVE: "more than", "초과";
    OP_BELOW: "less than", "미만";

    NO_LOGGERS: "No loggers", "로거 없음";
    NO_LOGGERS_HELP: "A logger captures the traffic of a port, subnet or VPC and writes it to object storage.",
        "로거는 포트, 서브넷 또는 VPC의 트래픽을 수집해 Object Storage에 저장합니다.";
    NO_PORTS: "No logging ports", "로깅 포트 없음";
    NO_PORTS_HELP: "The service adds logging ports by itself when a logger is created.",
        "로거를 만들면 서비스가 로깅 포트를 자동으로 추가합니다.";
    NO_PORTS_OF_LOGGER: "This logger captures no port now. Its target has no port, was deleted, or the logger is still being built or has failed.",
        "이 로거가 지금 수집하는 포트가 없습니다. 대상에 포트가 없거나 대상이 삭제되었거나, 로거가 생성 중이거나 오류 상태입니다.";
    FILTER_FULL: "A filter has {n} conditions at most. What is beyond is left out.", "필터 조건은 최대 {n}개이며, 초과한 조건은 제외됩니다.";
    NO_MATCHES: "No matches", "일치하는 항목 없음";
    NO_MATCHES_HELP: "Nothing in the list meets the filter.", "필터에 맞는 항목이 없습니다.";
    CONNECT_BESIDE: "Not connected. Sign in where this page asks for it.", "연결되지 않았습니다. 이 페이지의 로그인 양식에서 로그인하십시오.";
    NO_LOGGER_CHOSEN: "No logger chosen", "선택한 로거 없음";
    NO_LOGGER_CHOSEN_HELP: "Choose one in the table of loggers.", "로거 표에서 하나를 선택하십시오.";
    SELECT_ONE: "Select one logger.", "로거 하나를 선택하십시오.";
    SELECT_SOME: "Select at least one logger.", "로거를 하나 이상 선택하십시오.";
    NONE_TO_ENABLE: "The selected loggers are enabled already.", "선택한 로거는 이미 활성화되어 있습니다.";
    NONE_TO_DISABLE: "The selected loggers are disabled already.", "선택한 로거는 이미 비활성화되어 있습니다.";
    NOTHING_TO_EXPORT: "There is nothing to export.", "내보낼 항목이 없습니다.";
    EXPORT_FAILED: "The file was not saved: the browser refused.", "파일을 저장하지 못했습니다. 브라우저가 거부했습니다.";
    UNREADABLE_ROW: "This row could not be read: {reason}", "이 행을 읽을 수 없습니다: {reason}";
    UNREADABLE_NAME: "Unreadable row", "읽을 수 없는 행";

    NAME: "Name", "이름";
    DESCRIPTION: "Description", "설명";
    STATUS: "Status", "상태";
    TARGET_TYPE: "Target type", "대상 유형";
    TARGET: "Target", "대상";
    FILTER: "Filter", "필터";
    INTERVAL: "Interval", "주기";
    STORAGE: "Storage", "스토리지";
    FORMAT: "Format", "형식";
    PARTITION: "Partition", "파티션";
    CREATED: "Created", "생성 일시";
    UPDATED: "Updated", "수정 일시";
    ID: "ID", "ID";
    LOGGING_PORT_ID: "Logging port ID", "로깅 포트 ID";
    ENABLED: "Enabled", "활성화 여부";
    ERROR_TYPE: "Error type", "오류 유형";
    COMPRESSION: "Compression", "압축";
    SETUP_ONLY: "Connection set-up only", "연결 설정만";
    FILE_NAME: "File name", "파일 이름";
    LOGGER: "Logger", "로거";
    PORT: "Port", "포트";
    NETWORK: "Network", "네트워크";
    YES: "Yes", "예";
    NO: "No", "아니요";
    MINUTES: "{n} min", "{n}분";

    STATUS_ACTIVE: "Active", "활성";
    STATUS_BUILD: "Building", "생성 중";
    STATUS_INACTIVE: "Inactive", "비활성";
    STATUS_ERROR: "Error", "오류";
    TYPE_PORT: "Port", "포트";
    TYPE_SUBNET: "Subnet", "서브넷";
    TYPE_VPC: "VPC", "VPC";
    TRAFFIC_ALL: "All", "전체";
    TRAFFIC_ACCEPT: "Accepted", "허용";
    TRAFFIC_DROP: "Dropped", "차단";
    RAW: "Uncompressed", "압축 안 함";
    PARTITION_DAY: "Day", "일별";
    PARTITION_HOUR: "Hour", "시간별";
    PARTITION_CUSTOM: "Custom", "사용자 지정";

    DETAILS: "Details", "상세";
    JSON: "JSON", "JSON";
    GENERAL: "General", "일반";
    COLLECTION: "Collection", "수집";
    FIELDS: "Fields", "필드";
    RESOURCE: "Resource", "리소스";
    TRAFFIC: "Traffic", "트래픽";
    STORAGE_URL: "Storage URL", "스토리지 URL";
    STORAGE_TYPE: "Storage type", "스토리지 유형";
    LOG_FORMAT: "Log format", "로그 형식";
    FILE_NAME_TEMPLATE: "File name template", "파일 이름 템플릿";
    SERVICE_DEFAULT: "{template} (default)", "{template} (기본값)";
    NEXT_FILE: "Path of a file written now", "지금 기록되는 파일의 경로";
    LOGGER_GONE: "This logger does not exist any more", "이 로거는 더 이상 없습니다";
    LOGGER_GONE_HELP: "It was deleted, or the link belongs to another region or project.",
        "삭제되었거나 링크가 다른 리전 또는 프로젝트의 것입니다.";
    PORT_GONE: "This logging port does not exist any more", "이 로깅 포트는 더 이상 없습니다";
    PORT_GONE_HELP: "Its logger or its port was deleted, or the link belongs to another region or project.",
        "로거나 포트가 삭제되었거나 링크가 다른 리전 또는 프로젝트의 것입니다.";
    TO_LOGGERS: "Back to loggers", "로거 목록으로";
    TO_PORTS: "Back to logging ports", "로깅 포트 목록으로";
    OTHER_LOGGERS: "Loggers that log this port", "이 포트를 기록하는 로거";
    UNKNOWN_PAGE: "No such page", "없는 페이지";
    UNKNOWN_PAGE_HELP: "There is no page at {path}.", "페이지가 없는 주소입니다: {path}";

    ERROR_HEADLINE: "This logger is not collecting: {error}", "이 로거는 수집하지 않고 있습니다: {error}";
    ERROR_CAUSE: "Cause", "원인";
    ERROR_CHECK: "What to check", "확인할 사항";
    ERROR_NO_TYPE: "the service gives no error type", "서비스가 오류 유형을 알려주지 않습니다";
    ERROR_AUTH_CAUSE: "There is a problem with the authentication system: the flow log system account did not receive a token from the Keystone server.",
        "인증 시스템에 문제가 있습니다. 플로우 로그 시스템 계정이 Keystone 서버에서 토큰을 받지 못했습니다.";
    ERROR_AUTH_CHECK: "Nothing in this project is wrong. Contact the service's help center, with the logger's ID.",
        "이 프로젝트의 문제가 아닙니다. 로거 ID와 함께 고객 센터에 문의하십시오.";
    ERROR_CONFIG_CAUSE: "Test data was sent to the storage and answered with 403: Flow Log has no access to the container.",
        "스토리지에 테스트 데이터를 보냈으나 403 응답을 받았습니다. Flow Log가 컨테이너에 접근할 수 없습니다.";
    ERROR_CONFIG_CHECK: "Check the container's URL and its access policy: the account part must be the one of the container, and the policy must allow the Flow Log system account to write. Then create the logger again.",
        "컨테이너 URL과 접근 정책을 확인하십시오. 계정 부분이 컨테이너의 계정이어야 하고, 정책이 Flow Log 시스템 계정의 쓰기를 허용해야 합니다. 그런 다음 로거를 다시 만드십시오.";
    ERROR_STORAGE_CAUSE: "Test data was sent to the storage and answered with an error other than 401 and 403: the container does not exist, or Object Storage is not working.",
        "스토리지에 테스트 데이터를 보냈으나 401, 403이 아닌 오류를 받았습니다. 컨테이너가 없거나 Object Storage가 동작하지 않습니다.";
    ERROR_STORAGE_CHECK: "Check that the container {container} exists in the account of the URL; Flow Log makes missing directories, never a container. If it exists, contact the service's help center.",
        "URL의 계정에 {container} 컨테이너가 있는지 확인하십시오. Flow Log는 없는 디렉터리는 만들지만 컨테이너는 만들지 않습니다. 컨테이너가 있으면 고객 센터에 문의하십시오.";
    ERROR_OTHER_CAUSE: "The service reports a type that this console does not know.", "이 콘솔이 모르는 유형입니다.";
    ERROR_OTHER_CHECK: "Check the storage URL and the container's access policy, and the service's release notes for this error type.",
        "스토리지 URL과 컨테이너의 접근 정책을 확인하고, 서비스의 릴리스 노트에서 이 오류 유형을 찾아보십시오.";

    STEPS: "Steps", "단계";
    REVIEW: "Review", "검토";
    NAME_HINT: "Shown in lists; it can be changed later.", "목록에 표시되며 나중에 바꿀 수 있습니다.";
    RESOURCE_HINT: "Whose traffic is captured. Search by name, address or ID, or enter a UUID.",
        "트래픽을 수집할 대상입니다. 이름, 주소 또는 ID로 찾거나 UUID를 입력하십시오.";
    RESOURCES_UNLISTED: "The project's resources could not be listed, so enter a UUID. {why}",
        "프로젝트의 리소스 목록을 가져오지 못했습니다. UUID를 직접 입력하십시오. {why}";
    RESOURCE_UNLISTED: "This UUID is not among the resources listed. You can still use it; check the region and the target type.",
        "목록에 없는 UUID입니다. 그대로 사용할 수 있지만 리전과 대상 유형을 확인하십시오.";
    RESOURCES_MORE: "… {n} more, type to narrow", "… {n}개 더 있음. 입력하여 좁히십시오";
    COVERED: "Ports covered now: {n}", "지금 포함되는 포트: {n}개";
    COVERED_UNKNOWN: "Ports covered now: unknown. {why}", "지금 포함되는 포트: 알 수 없음. {why}";
    DELETED_RESOURCE: "Deleted resource", "삭제된 리소스";
    TARGET_PORT_HINT: "One network interface", "네트워크 인터페이스 하나";
    TARGET_SUBNET_HINT: "Every port of a subnet, later ones too", "서브넷의 모든 포트, 이후에 생기는 포트 포함";
    TARGET_VPC_HINT: "Every port of a VPC, later ones too", "VPC의 모든 포트, 이후에 생기는 포트 포함";
    TRAFFIC_ALL_HINT: "Allowed and blocked packets", "허용된 패킷과 차단된 패킷";
    TRAFFIC_ACCEPT_HINT: "Only packets that are allowed", "허용된 패킷만";
    TRAFFIC_DROP_HINT: "Only packets that are blocked", "차단된 패킷만";
    INTERVAL_FIELD: "Aggregation interval (minutes)", "집계 주기(분)";
    INTERVAL_HINT: "A file is written this often: 1 to 15 minutes.", "이 간격마다 파일을 기록합니다: 1~15분.";
    SETUP_ONLY_HINT: "Captures connection attempts only: no established TCP, no UDP or ICMP responses.",
        "연결 시도만 수집합니다. 연결된 TCP와 UDP/ICMP 응답은 수집하지 않습니다.";
    FIELDS_HINT: "Fields in each record, written in the order in which they are chosen.",
        "각 레코드에 기록할 항목입니다. 선택한 순서대로 기록됩니다.";
    FIELDS_ALL: "All fields", "모든 필드";
    FIELDS_FIRST: "First field set (17)", "초기 필드 세트(17개)";
    FIELDS_NONE: "No fields", "모두 해제";
    FIELDS_ORDER: "Order in the file", "파일 안의 순서";
    FIELDS_OTHER: "Other fields", "기타 필드";
    STORAGE_URL_HINT: "https://{endpoint}/v1/{account}/{container}/{directory}. The container must exist and let Flow Log write.",
        "https://{endpoint}/v1/{account}/{container}/{directory} 형식입니다. 컨테이너가 있어야 하고 Flow Log의 쓰기를 허용해야 합니다.";
    PARTITION_DAY_HINT: "{year}/{month}/{day}", "{year}/{month}/{day}";
    PARTITION_HOUR_HINT: "{year}/{month}/{day}/{hour}", "{year}/{month}/{day}/{hour}";
    PARTITION_CUSTOM_HINT: "Folders by a template", "템플릿으로 폴더 지정";
    PARTITION_TEMPLATE: "Partition template", "파티션 템플릿";
    PARTITION_TEMPLATE_HINT: "#{year}, #{month}, #{day} and #{hour} with letters, digits and / - _ =",
        "#{year}, #{month}, #{day}, #{hour}와 영문자, 숫자, / - _ =";
    FILE_NAME_HINT: "Empty for the default, {template}", "비워 두면 기본값 {template}";
    FILE_NAME_PORTABLE: "Easier to read for Spark, Trino and Athena: {template}", "Spark, Trino, Athena에서 읽기 쉬운 이름: {template}";
    FILE_NAME_USE: "Use this template", "이 템플릿 사용";
    ENABLED_HINT: "Starts collecting as soon as it is built.", "생성되면 바로 수집을 시작합니다.";
    PREVIEW: "Preview", "미리 보기";
    PREVIEW_HELP: "A file written now, in Korean time; the zeros stand for the logger's ID.",
        "지금 기록되는 파일입니다(한국 시간). 0은 로거 ID 자리입니다.";
    PREVIEW_NONE: "The path appears when the storage URL and templates are complete.",
        "스토리지 URL과 템플릿이 완성되면 경로가 나타납니다.";
    REQUEST: "Request", "요청";
    CURL: "Command line", "명령줄";
    CHANGE_STEP: "Change {step}", "{step} 수정";
    DRAFT_FAULTS: "The request is not complete. Open a step to correct it.", "요청이 완성되지 않았습니다. 해당 단계를 열어 수정하십시오.";
    LOGGER_FAILED: "The logger was not created", "로거를 만들지 못했습니다";
    CREATE_UNKNOWN: "It is not known whether the logger was created", "로거가 만들어졌는지 알 수 없습니다";
    CREATE_UNKNOWN_HELP: "The connection broke after the request, and looking for the logger did not work either. Look again. Create logger looks for it first as well, and makes one only where there is none.",
        "요청 후 연결이 끊겼고 로거를 찾아보는 것도 실패했습니다. 다시 찾아보십시오. 로거 만들기를 눌러도 먼저 로거를 찾아보고, 없을 때만 새로 만듭니다.";
    CREATE_EARLIER: "The first try has made a logger after all", "첫 번째 요청으로 로거가 만들어졌습니다";
    CREATE_EARLIER_HELP: "It has the values of then; this form was changed since. Open it, or press Create logger again to make another one.",
        "그때의 값으로 만들어졌으며, 이 양식은 그 후 변경되었습니다. 열어 보거나, 하나 더 만들려면 로거 만들기를 다시 누르십시오.";
    WHY_IN_DOUBT: "Why that is in doubt", "확실하지 않은 이유";
    CREATE_UNSEEN: "The logger was not created so far", "로거가 아직 만들어지지 않았습니다";
    CREATE_UNSEEN_HELP: "No answer says what became of the request, and the list does not have the logger. The service may still be at it: wait a moment, then look again. Create logger looks for it first as well, and makes one only where there is none.",
        "요청 결과를 알려주는 응답이 없고 목록에도 로거가 없습니다. 서비스가 아직 처리 중일 수 있으니 잠시 기다린 뒤 다시 찾아보십시오. 로거 만들기를 눌러도 먼저 로거를 찾아보고, 없을 때만 새로 만듭니다.";
    LOOK_AGAIN: "Look again", "다시 찾기";
    CLONE_SUFFIX: "-copy", "-copy";
    CLONE_FAILED: "The logger to clone could not be read; the form is empty", "복제할 로거를 읽지 못해 빈 양식으로 시작합니다";
    FAULT_NAME: "Enter a name.", "이름을 입력하십시오.";
    FAULT_RESOURCE: "Choose a resource or enter its UUID.", "리소스를 선택하거나 UUID를 입력하십시오.";
    FAULT_RESOURCE_UUID: "This is no UUID. It should be 32 hex digits, as in 045e204c-4624-4b68-ac8a-7375989d3b79.",
        "UUID가 아닙니다. 045e204c-4624-4b68-ac8a-7375989d3b79처럼 16진수 32자리여야 합니다.";
    FAULT_INTERVAL: "Enter a whole number of minutes.", "분을 정수로 입력하십시오.";
    FAULT_INTERVAL_RANGE: "Enter 1 to 15 minutes.", "1~15분 사이로 입력하십시오.";
    FAULT_FIELDS: "Choose at least one field.", "필드를 하나 이상 선택하십시오.";

    EDIT_LOGGER: "Edit logger", "로거 수정";
    EDIT_FIXED: "These were fixed when the logger was created. To change them, clone the logger and delete this one.",
        "다음 값은 로거를 만들 때 정해집니다. 바꾸려면 로거를 복제한 뒤 이 로거를 삭제하십시오.";
    EDIT_FAILED: "The logger was not saved", "로거를 저장하지 못했습니다";
    EDIT_UNKNOWN: "It is not known whether the logger was saved", "로거가 저장되었는지 알 수 없습니다";
    WRITE_UNKNOWN: "It is not known whether logger {what} was changed", "로거가 변경되었는지 알 수 없습니다: {what}";
    EDIT_OVERTAKEN: "Your changes to logger {what} were not saved: somebody else has changed it", "다른 사람이 로거를 변경하여 변경 사항을 저장하지 못했습니다: {what}";
    EDIT_CHANGED: "Someone else changed this logger", "다른 사람이 이 로거를 변경했습니다";
    EDIT_CHANGED_HELP: "The current values are below. Save again to overwrite them, or cancel.",
        "현재 값은 아래와 같습니다. 덮어쓰려면 다시 저장하고, 아니면 취소하십시오.";
    THEIRS: "Current values", "현재 값";
    FIXED: "Fixed attributes", "고정 속성";
    DELETE_LOGGER: "Delete logger", "로거 삭제";
    DELETE_LOGGERS: "Delete {n} loggers", "로거 {n}개 삭제";
    DELETE_STOPS: "Collecting stops at once.", "수집이 바로 중단됩니다.";
    DELETE_LOSES: "The settings cannot be restored.", "설정은 복구할 수 없습니다.";
    DELETE_KEEPS: "Log files already written stay in object storage.", "이미 기록된 로그 파일은 Object Storage에 남습니다.";
    DELETE_CONFIRM: "Type delete to confirm", "확인하려면 delete를 입력하십시오";
    DELETE_CONFIRM_WORD: "Type the word delete.", "delete라는 단어를 입력하십시오.";
    DELETE_LIST: "Loggers to delete", "삭제할 로거";
    AND_MORE: "and {n} more", "외 {n}개";
    LEAVE: "Leave", "나가기";
    LEAVE_TITLE: "Leave without creating the logger?", "로거를 만들지 않고 나가시겠습니까?";
    LEAVE_HELP: "What you entered is lost.", "입력한 내용이 사라집니다.";
    LEAVE_DOUBT_TITLE: "Leave although the logger may exist?", "로거가 생성되었을 수 있습니다. 나가시겠습니까?";
    LEAVE_DOUBT_HELP: "What you entered is lost. Nobody looks for the logger any more: see the list before you create it again.",
        "입력한 내용이 사라지고 로거를 더 이상 찾지 않습니다. 다시 만들기 전에 목록을 확인하십시오.";
    LEAVE_EDIT_TITLE: "Close without saving the logger?", "로거를 저장하지 않고 닫으시겠습니까?";
    LEAVE_SENDING_TITLE: "Leave while the logger is being created?", "로거를 만드는 중에 나가시겠습니까?";
    LEAVE_SENDING_HELP: "Creating goes on. A notification says how it ends.", "만들기는 계속되며 결과는 알림으로 표시됩니다.";
    STAY: "Stay", "머무르기";

    CREATED_BUILDING: "Logger {what} is being built", "로거를 만드는 중입니다: {what}";
    LOOKING_FOR: "Looking for logger {what}", "로거를 찾는 중입니다: {what}";
    CREATED_TWICE: "One request may have made {n} loggers named {what}. The browser or a proxy can send it more than once.",
        "요청 하나로 {what} 로거가 {n}개 만들어졌을 수 있습니다. 브라우저나 프록시가 요청을 여러 번 보낼 수 있습니다.";
    SHOW_ALL_ALIKE: "Show all of them", "모두 보기";
    DELETE_SURPLUS: "Delete the surplus", "남는 로거 삭제";
    CREATED_DONE: "Logger {what} is created", "로거를 만들었습니다: {what}";
    CREATED_ERROR: "Logger {what} was created but is in error", "로거가 만들어졌지만 오류 상태입니다: {what}";
    SAVED: "Logger {what} is saved", "로거를 저장했습니다: {what}";
    ENABLING: "Enabling logger {what}", "로거 활성화 중: {what}";
    ENABLED_DONE: "Logger {what} is enabled", "로거를 활성화했습니다: {what}";
    ENABLE_FAILED: "Logger {what} was not enabled", "로거를 활성화하지 못했습니다: {what}";
    DISABLING: "Disabling logger {what}", "로거 비활성화 중: {what}";
    DISABLED_DONE: "Logger {what} is disabled", "로거를 비활성화했습니다: {what}";
    DISABLE_FAILED: "Logger {what} was not disabled", "로거를 비활성화하지 못했습니다: {what}";
    DELETING: "Deleting logger {what}", "로거 삭제 중: {what}";
    DELETED: "Logger {what} is deleted", "로거를 삭제했습니다: {what}";
    DELETE_FAILED: "Logger {what} was not deleted", "로거를 삭제하지 못했습니다: {what}";
    ENABLING_MANY: "Enabling {what} loggers", "로거 {what}개를 활성화하는 중";
    ENABLED_MANY: "{what} loggers are enabled", "로거 {what}개를 활성화했습니다";
    ENABLED_PART: "Enabled {what} of {all} loggers, {left} not enabled", "로거 {all}개 중 {what}개를 활성화하고 {left}개는 활성화하지 못했습니다";
    ENABLE_FAILED_MANY: "{what} loggers were not enabled", "로거 {what}개를 활성화하지 못했습니다";
    DISABLING_MANY: "Disabling {what} loggers", "로거 {what}개를 비활성화하는 중";
    DISABLED_MANY: "{what} loggers are disabled", "로거 {what}개를 비활성화했습니다";
    DISABLED_PART: "Disabled {what} of {all} loggers, {left} not disabled", "로거 {all}개 중 {what}개를 비활성화하고 {left}개는 비활성화하지 못했습니다";
    DISABLE_FAILED_MANY: "{what} loggers were not disabled", "로거 {what}개를 비활성화하지 못했습니다";
    DELETING_MANY: "Deleting {what} loggers", "로거 {what}개를 삭제하는 중";
    DELETED_MANY: "{what} loggers are deleted", "로거 {what}개를 삭제했습니다";
    DELETED_PART: "Deleted {what} of {all} loggers, {left} failed", "로거 {all}개 중 {what}개를 삭제하고 {left}개는 삭제하지 못했습니다";
    DELETE_FAILED_MANY: "{what} loggers were not deleted", "로거 {what}개를 삭제하지 못했습니다";
    ITEMS: "What became of each logger", "로거별 결과";
    ITEM_DONE: "{what}: done", "{what}: 완료";
    ITEM_ALREADY: "{what}: nothing to do, it was so already", "{what}: 이미 그 상태여서 변경하지 않았습니다";
    ITEM_CHANGED: "{what}: skipped, because somebody else has changed it since it was read ({changes})",
        "{what}: 읽은 뒤에 다른 사람이 변경하여 건너뛰었습니다({changes})";
    ITEM_FAILED: "{what}: {why} ({reference})", "{what}: {why} ({reference})";
    ITEM_UNKNOWN: "{what}: it is not known whether it was done. {why} ({reference})",
        "{what}: 완료 여부를 알 수 없습니다. {why} ({reference})";
    ITEMS_RETRY: "Retry writes to the loggers as they are now.", "다시 시도하면 현재 상태의 로거에 적용합니다.";

    COMPACT: "Compact rows", "촘촘한 행";
    WRAP: "Wrap long values", "긴 값 줄바꿈";
    COLUMNS: "Columns", "열";

    LOGGERS_UNREAD: "The loggers could not be read", "로거를 읽지 못했습니다";
    LOGGER_UNREAD: "The logger could not be read", "로거를 읽지 못했습니다";
    PORTS_UNREAD: "The logging ports could not be read", "로깅 포트를 읽지 못했습니다";
    PORT_UNREAD: "The logging port could not be read", "로깅 포트를 읽지 못했습니다";

    CONFIG_WRONG: "The configuration cannot be used", "설정을 사용할 수 없습니다";
    CONFIG_KEY: "Key", "키";
    CONFIG_SOURCE: "Source", "위치";
}
