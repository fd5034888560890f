//! Words about lists: Preferences, what needs attention, saved filters, exports, and what a list does not show.

use super::define_words;

define_words! {
    ROWS: "Rows", "행";
    MOVE_UP: "Move {column} up", "{column} 위로";
    MOVE_DOWN: "Move {column} down", "{column} 아래로";
    RESET: "Reset to defaults", "기본값으로 되돌리기";
    ROWS_UNREAD: "Rows that could not be read: {n}. See the end of the list.",
        "읽을 수 없는 행: {n}개. 목록의 끝을 확인하십시오.";
    SELECTED_HIDDEN: "Selected: {n}. Hidden by the filter: {hidden} of them.",
        "선택: {n}개. 그중 필터로 숨겨진 항목: {hidden}개.";
    PAGE_SELECTED: "All {n} loggers of this page are selected.", "이 페이지의 로거 {n}개를 모두 선택했습니다.";
    SELECT_MATCHES: "Select all {n} loggers that match", "필터와 일치하는 로거 {n}개 모두 선택";
    SELECT_EVERY: "Select all {n} loggers", "로거 {n}개 모두 선택";
    MATCHES_SELECTED: "All {n} loggers that match are selected.", "필터와 일치하는 로거 {n}개를 모두 선택했습니다.";
    EVERY_SELECTED: "All {n} loggers are selected.", "로거 {n}개를 모두 선택했습니다.";
    CLEAR_SELECTION: "Clear selection", "선택 해제";
    NEEDS_ATTENTION: "Needs attention", "확인 필요";
    IN_ERROR: "In error", "오류";
    INACTIVE: "Inactive", "비활성";
    BUILDING: "Building", "생성 중";
    DELETED_TARGET: "Deleted target", "삭제된 리소스";
    SAVED_FILTERS: "Saved filters", "저장된 필터";
    NO_SAVED_FILTERS: "No filter is saved yet.", "저장된 필터가 없습니다.";
    FILTER_NAME: "Name of the filter", "필터 이름";
    SAVE_FILTER: "Save the current filter", "현재 필터 저장";
    NO_FILTER: "There is no filter to save.", "저장할 필터가 없습니다.";
    RENAME: "Rename", "이름 변경";
    RENAME_FILTER: "Rename {name}", "{name} 이름 변경";
    OVERWRITE_FILTER: "Overwrite {name} with the current filter", "{name}에 현재 필터 덮어쓰기";
    DELETE_FILTER: "Delete {name}", "{name} 삭제";
    NAME_EMPTY: "Enter a name.", "이름을 입력하십시오.";
    NAME_TAKEN: "A saved filter has this name. Enter another name, or overwrite that filter.",
        "같은 이름의 저장된 필터가 있습니다. 다른 이름을 입력하거나 그 필터에 덮어쓰십시오.";
    UNKEPT: "The browser's storage is full or forbidden: what is saved here is gone when this page closes.",
        "브라우저 저장소가 가득 찼거나 사용할 수 없습니다. 여기에 저장한 내용은 이 페이지를 닫으면 사라집니다.";
    FILTERS_FULL: "{n} filters are saved, which is the most. Delete one first.",
        "필터는 {n}개까지 저장할 수 있습니다. 먼저 하나를 삭제하십시오.";
    NAMES_UNREAD: "Some names could not be read, so ids are shown. {why}", "일부 이름을 읽지 못해 ID를 표시합니다. {why}";
    READ_NAMES: "Read names again", "이름 다시 읽기";
    ARRIVED: "Reading the list: {n} rows so far", "목록을 읽는 중: 지금까지 {n}개 행";
    STILL_READING: "Reading the list: {n} rows so far. These are some of them: order, filter and counts hold once all are here.",
        "목록을 읽는 중: 지금까지 {n}개 행. 일부만 표시됩니다. 정렬, 필터, 개수는 모두 읽은 후에 맞습니다.";
    NOT_WHOLE: "The list is still being read.", "목록을 아직 읽고 있습니다.";
    AS_CSV: "CSV", "CSV";
    AS_JSON: "JSON", "JSON";
    AS_CURL: "curl commands", "curl 명령";
}
