//! What to check where log files cannot be found or read.

use flowlog_engine::Failure;

use super::{Word, define_words};
use crate::api::transport::Fault;
use crate::api::{ApiError, Cause};
use crate::logs::ReadFault;

define_words! {
    READ_NETWORK_DO: "Check the connection, and that the container allows this site (CORS) or the configuration has a proxy. Then read the file again.",
        "연결 상태와, 컨테이너가 이 사이트를 허용하는지(CORS) 또는 설정에 proxy가 있는지 확인한 뒤 파일을 다시 읽으십시오.";
    READ_DEVICE_DO: "Choose the file again.", "파일을 다시 선택하십시오.";
    READ_SHORT_DO: "Read the file again. If it stays so, look for the files of the range again, and check the proxy: it may cut answers.",
        "파일을 다시 읽으십시오. 계속되면 범위의 파일을 다시 찾고, 프록시가 응답을 자르는지 확인하십시오.";
    READ_TOKEN_DO: "The token has ended or is of another project. Read the file again, or sign in again.",
        "토큰이 만료되었거나 다른 프로젝트의 토큰입니다. 파일을 다시 읽거나 다시 로그인하십시오.";
    READ_FORBIDDEN_DO: "The account may not read this container. Ask its owner for read access (X-Container-Read).",
        "이 계정은 컨테이너를 읽을 수 없습니다. 소유자에게 읽기 권한(X-Container-Read)을 요청하십시오.";
    READ_GONE_DO: "The file was deleted since its folder was listed. Look for the files of the range again.",
        "폴더 목록을 읽은 뒤 파일이 삭제되었습니다. 범위의 파일을 다시 찾으십시오.";
    READ_BUSY_DO: "The storage is busy or has failed. Read the file again after a minute.",
        "스토리지가 바쁘거나 오류 상태입니다. 1분 뒤 파일을 다시 읽으십시오.";
    READ_STATUS_DO: "Check the address of the storage and the proxy.", "스토리지 주소와 프록시를 확인하십시오.";
    READ_SILENT_DO: "Read the file again. If this continues, check the proxy: it may hold large answers back.",
        "파일을 다시 읽으십시오. 계속되면 프록시가 큰 응답을 붙잡고 있는지 확인하십시오.";
    READ_DAMAGED_DO: "Read the file again. If it stays so, the file itself is damaged: nothing behind the damage can be read.",
        "파일을 다시 읽으십시오. 계속되면 파일 자체가 손상된 것이며, 손상된 부분 뒤는 읽을 수 없습니다.";
    READ_COLUMNS_DO: "Check that it is a flow log. A file without a header and with fields of one's own is read by way of its logger, which tells the columns.",
        "플로우 로그 파일인지 확인하십시오. 헤더가 없고 필드를 직접 고른 파일은 열을 알려주는 해당 로거에서 여십시오.";
    READ_NO_LOG_DO: "Check that it is a flow log, and no web page or other file.", "웹 페이지나 다른 파일이 아닌 플로우 로그인지 확인하십시오.";
    READ_FORMAT_DO: "Write the file anew as CSV, or as Parquet with snappy, gzip or no compression.",
        "CSV 또는 snappy, gzip, 무압축 Parquet으로 파일을 다시 만드십시오.";
    READ_AGAIN_DO: "Read the file again.", "파일을 다시 읽으십시오.";
    READ_WORKER_DO: "Read the file again. If the engine stops once more, load without this file.",
        "파일을 다시 읽으십시오. 엔진이 또 중단되면 이 파일을 빼고 불러오십시오.";
    LIST_NO_ANSWER_DO: "A container allows this site by its header X-Container-Meta-Access-Control-Allow-Origin (CORS). Without it, the configuration needs a proxy.",
        "컨테이너는 X-Container-Meta-Access-Control-Allow-Origin 헤더(CORS)로 이 사이트를 허용합니다. 그 헤더가 없으면 설정에 proxy가 필요합니다.";
    READ_FULL_DO: "Load a narrower range, then read the file again.", "더 좁은 범위를 불러온 후 파일을 다시 읽으십시오.";
    LIST_NO_CONTAINER_DO: "The container is not there. Check the logger's storage URL, and that the region of its storage is in the configuration.",
        "컨테이너가 없습니다. 로거의 스토리지 URL과, 해당 스토리지의 리전이 설정에 있는지 확인하십시오.";
    LIST_TOKEN_DO: "The storage takes a token of its own project. Check that identity is in the configuration and that the account is a member of the storage's project.",
        "스토리지는 자신의 프로젝트 토큰만 받습니다. 설정에 identity가 있는지, 계정이 스토리지 프로젝트의 멤버인지 확인하십시오.";
}

/// What to check where a file was not read, or not to its end.
pub fn read_advice(fault: &ReadFault) -> Word {
    match fault {
        ReadFault::Network(_) => READ_NETWORK_DO,
        ReadFault::Device(_) => READ_DEVICE_DO,
        ReadFault::Short { .. } => READ_SHORT_DO,
        ReadFault::Status(401) => READ_TOKEN_DO,
        ReadFault::Status(403) => READ_FORBIDDEN_DO,
        ReadFault::Status(404 | 410) => READ_GONE_DO,
        ReadFault::Status(408 | 429 | 500..) => READ_BUSY_DO,
        ReadFault::Status(_) => READ_STATUS_DO,
        ReadFault::Silent(_) => READ_SILENT_DO,
        ReadFault::Inflate | ReadFault::Content(Failure::Gzip) => READ_DAMAGED_DO,
        ReadFault::Worker => READ_WORKER_DO,
        ReadFault::Full => READ_FULL_DO,
        ReadFault::Content(Failure::UnknownColumns { .. }) => READ_COLUMNS_DO,
        ReadFault::Content(Failure::NoLines { .. }) => READ_NO_LOG_DO,
        ReadFault::Content(Failure::Parquet(_) | Failure::Unsupported(_)) => READ_FORMAT_DO,
        ReadFault::Content(Failure::Interrupted) => READ_AGAIN_DO,
    }
}

/// What to check where a folder could not be listed; `None` where nothing more than [`super::explain`] says.
pub fn listing_advice(error: &ApiError) -> Option<Word> {
    if let Cause::Transport(Fault::Unreachable { offline: false, .. }) = &error.cause {
        return Some(LIST_NO_ANSWER_DO);
    }
    // Object Storage answers with HTML.
    match error.status()? {
        404 => Some(LIST_NO_CONTAINER_DO),
        401 => Some(LIST_TOKEN_DO),
        403 => Some(READ_FORBIDDEN_DO),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::error::Refusal;
    use crate::api::transport::Method;

    #[track_caller]
    fn check(fault: ReadFault, expect: Word) {
        assert_eq!(read_advice(&fault), expect, "{fault:?}");
    }

    #[test]
    fn each_status_has_its_advice() {
        check(ReadFault::Status(401), READ_TOKEN_DO);
        check(ReadFault::Status(403), READ_FORBIDDEN_DO);
        check(ReadFault::Status(404), READ_GONE_DO);
        check(ReadFault::Status(429), READ_BUSY_DO);
        check(ReadFault::Status(503), READ_BUSY_DO);
        check(ReadFault::Status(302), READ_STATUS_DO);
        check(ReadFault::Status(204), READ_STATUS_DO);
        check(ReadFault::Device("NotReadableError".to_owned()), READ_DEVICE_DO);
        check(ReadFault::Short { listed: 500, came: 220 }, READ_SHORT_DO);
        check(ReadFault::Content(Failure::Gzip), READ_DAMAGED_DO);
        check(ReadFault::Full, READ_FULL_DO);
    }

    #[test]
    fn a_listing_that_fails_points_at_the_storage() {
        let failed = |cause| ApiError { method: Method::Get, path: "/v1/AUTH_x/c".to_owned(), cause };
        let refused = |status| {
            failed(Cause::Refused(Refusal {
                status,
                kind: None,
                message: String::new(),
                request_id: None,
                looks_like_html: true,
            }))
        };
        let unreachable = |offline| {
            failed(Cause::Transport(Fault::Unreachable { detail: "Failed to fetch".to_owned(), offline }))
        };
        assert_eq!(listing_advice(&unreachable(false)), Some(LIST_NO_ANSWER_DO));
        assert_eq!(listing_advice(&unreachable(true)), None);
        assert_eq!(listing_advice(&refused(404)), Some(LIST_NO_CONTAINER_DO));
        assert_eq!(listing_advice(&refused(401)), Some(LIST_TOKEN_DO));
        assert_eq!(listing_advice(&refused(500)), None);
    }
}
