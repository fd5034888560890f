//! Words about lists: Preferences, what needs attention, and what a list does not show.

use super::define_words;

define_words! {
    ROWS: "Rows", "행";
    MOVE_UP: "Move {column} up", "{column} 위로";
    MOVE_DOWN: "Move {column} down", "{column} 아래로";
    RESET: "Reset to the usual", "기본값으로 되돌리기";
    ROWS_UNREAD: "Rows that could not be read: {n}. They stand at the end of the list.",
        "읽을 수 없는 행: {n}개. 목록의 끝에 있습니다.";
    SELECTED_HIDDEN: "Selected: {n}. Hidden by the filter: {hidden} of them.",
        "선택: {n}개. 그중 필터로 숨겨진 항목: {hidden}개.";
    CLEAR_SELECTION: "Clear selection", "선택 해제";
    NEEDS_ATTENTION: "Needs attention", "확인 필요";
    IN_ERROR: "In error", "오류";
    INACTIVE: "Inactive", "비활성";
    BUILDING: "Building", "생성 중";
    DELETED_TARGET: "Deleted target", "삭제된 대상";
}
