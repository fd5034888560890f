//! Help beside the wizard's steps, and with storage: accounts and containers to choose, access policies to set.

use super::{Locale, Word, define_words};
use crate::domain::draft::Step;

define_words! {
    HELP: "About this step", "이 단계에 대하여";

    TARGET_PORTS: "A port logger captures one network interface. A subnet or VPC logger captures every port in it; the service adds and removes its logging ports by itself.",
        "포트 로거는 네트워크 인터페이스 하나를 수집합니다. 서브넷이나 VPC 로거는 그 안의 모든 포트를 수집하며, 로깅 포트는 서비스가 자동으로 추가하고 제거합니다.";
    TARGET_GONE: "When the target is deleted, the logger stays, and somebody has to delete it.",
        "대상이 삭제되어도 로거는 남으므로 직접 삭제해야 합니다.";
    TARGET_LATER: "Name, description and whether it is enabled can be changed later. Everything else is fixed when the logger is created.",
        "이름, 설명, 활성화 여부는 나중에 바꿀 수 있습니다. 나머지는 로거를 만들 때 정해집니다.";

    COLLECTION_TRAFFIC: "All records allowed and blocked packets; Accepted and Dropped record one of the two and give less to store and to search.",
        "전체는 허용된 패킷과 차단된 패킷을 모두 기록합니다. 허용이나 차단만 고르면 저장하고 찾아볼 양이 줄어듭니다.";
    COLLECTION_INTERVAL: "Each interval ends with a file: at 1 minute that is 1,440 files a day, at 15 minutes 96, and a file of more than 20,000 lines is split. A short interval shows traffic sooner and makes more files to store, list and read.",
        "주기마다 파일을 기록합니다. 1분이면 하루 1,440개, 15분이면 96개이고, 20,000줄이 넘는 파일은 나뉩니다. 주기가 짧으면 트래픽을 빨리 볼 수 있지만 저장하고 조회하고 읽을 파일이 많아집니다.";
    COLLECTION_SETUP: "Connection set-up only leaves out established TCP and the responses of UDP and ICMP: enough to see who tries to reach whom, not how much is sent.",
        "연결 설정만 수집하면 연결된 TCP와 UDP/ICMP 응답은 빠집니다. 누가 어디에 접속하려 하는지는 알 수 있지만 전송량은 알 수 없습니다.";

    STORAGE_HOST: "Host: the Object Storage of the region.", "호스트: 리전의 Object Storage입니다.";
    STORAGE_ACCOUNT: "Account: AUTH_ and the tenant ID of Object Storage, which is another one than the tenant ID of the network.",
        "계정: AUTH_와 Object Storage의 테넌트 ID이며, 네트워크의 테넌트 ID와 다릅니다.";
    STORAGE_CONTAINER: "Container: must exist, and its access policy must let Flow Log's system account write.",
        "컨테이너: 미리 있어야 하고, 접근 정책이 Flow Log 시스템 계정의 쓰기를 허용해야 합니다.";
    STORAGE_DIRECTORY: "Directory: one or more folders, made when they are missing. The folders of the partition come below it, named in Korean time.",
        "디렉터리: 폴더 하나 이상이며 없으면 만들어집니다. 그 아래에 파티션 폴더가 한국 시간으로 만들어집니다.";
    STORAGE_PROBE: "When the logger is created, Flow Log writes an empty file once to try the storage. Where that fails, the logger ends in ERROR and says why.",
        "로거를 만들 때 Flow Log가 빈 파일을 한 번 써서 스토리지를 확인합니다. 실패하면 로거는 ERROR가 되고 이유를 알려줍니다.";

    REVIEW_ONCE: "Creating sends this request once. The logger is in BUILD while its storage is tried, then ACTIVE or ERROR.",
        "만들기를 누르면 이 요청을 한 번 보냅니다. 스토리지를 확인하는 동안 BUILD이고, 그 뒤 ACTIVE 또는 ERROR가 됩니다.";
    REVIEW_LATER: "Afterwards only name, description and whether it is enabled can be changed. For anything else, clone the logger and delete the old one.",
        "이후에는 이름, 설명, 활성화 여부만 바꿀 수 있습니다. 그 밖의 값은 로거를 복제하고 이전 로거를 삭제하십시오.";

    ACCOUNT: "Account", "계정";
    ACCOUNT_NONE: "Choose a known account", "알려진 계정 선택";
    ACCOUNT_AT: "{account} at {host}", "{host}의 {account}";
    CONTAINER: "Container", "컨테이너";
    CONTAINER_HINT: "Containers of the account in the URL; the one chosen here is put into it.",
        "URL에 있는 계정의 컨테이너입니다. 여기서 선택하면 URL에 들어갑니다.";
    CONTAINER_USED: "a logger writes there", "로거가 사용 중";
    CONTAINERS_UNLISTED: "The containers could not be listed, so type the name. {why}",
        "컨테이너 목록을 가져오지 못했습니다. 이름을 직접 입력하십시오. {why}";

    OTHER_STORAGE: "Host {host} is not the Object Storage of the connected region, {expected}.",
        "연결된 리전의 Object Storage 호스트({expected})가 아닙니다: {host}";

    ACCESS: "Let Flow Log write to {container}", "Flow Log가 {container}에 쓰도록 허용";
    ACCESS_HELP: "The container's access policy, its header {header}, must name the system account of Flow Log. Setting it replaces the whole policy, so read the current one first and keep its entries.",
        "컨테이너의 접근 정책인 {header} 헤더에 Flow Log 시스템 계정이 있어야 합니다. 설정하면 정책 전체가 바뀌므로 먼저 현재 값을 읽고 그 항목을 유지하십시오.";
    ACCESS_TOKEN: "In the commands, $TOKEN is a token of the Object Storage tenant {tenant}: sign in to identity with that tenant ID.",
        "명령의 $TOKEN은 Object Storage 테넌트 {tenant}의 토큰입니다. 그 테넌트 ID로 인증하십시오.";
    SYSTEM_TENANT: "System account tenant ID", "시스템 계정 테넌트 ID";
    SYSTEM_USER: "System account user ID", "시스템 계정 사용자 ID";
    SYSTEM_HINT: "Find it in the NHN Cloud console. It is kept here for the next time.",
        "NHN Cloud 콘솔에서 확인하십시오. 다음을 위해 여기에 저장됩니다.";
    ID_WRONG: "This is no ID: it should be letters, digits and - _ . @ only.",
        "ID가 아닙니다. 영문자, 숫자, - _ . @만 사용할 수 있습니다.";
    READ_POLICY: "Read the current policy", "현재 정책 읽기";
    PRESENT_POLICY: "Current policy", "현재 정책";
    PRESENT_HINT: "The line {header} that the command shows, or its value. Empty where it shows none.",
        "명령이 보여준 {header} 줄 또는 그 값입니다. 없으면 비워 두십시오.";
    PRESENT_WRONG: "This is no access policy: entries are separated by commas and hold no space.",
        "접근 정책이 아닙니다. 항목은 쉼표로 구분하며 공백이 없어야 합니다.";
    POLICY_WAITS: "The header and the commands appear when both IDs are there.",
        "두 ID를 입력하면 헤더와 명령이 나타납니다.";
    POLICY_HEADER: "Header to set", "설정할 헤더";
    WRITE_CURL: "Set it with curl", "curl로 설정";
    WRITE_SWIFT: "Set it with the swift client", "swift 클라이언트로 설정";
    ACCESS_VENDOR: "In the NHN Cloud console the same is under Storage > Object Storage, in the access policy settings of the container. Where these offer only PRIVATE and PUBLIC, use a command: neither lets Flow Log write.",
        "NHN Cloud 콘솔에서는 Storage > Object Storage에서 컨테이너의 접근 정책 설정이 같은 일을 합니다. PRIVATE와 PUBLIC만 있으면 명령을 사용하십시오. 둘 다 Flow Log의 쓰기를 허용하지 않습니다.";
    ACCESS_AFTER: "Then create the logger again: Clone fills the form with these values.",
        "그런 다음 로거를 다시 만드십시오. 복제를 누르면 같은 값으로 양식이 채워집니다.";
}

/// What to know before filling in a step of the wizard, one thought a line.
pub fn step_help(locale: Locale, step: Step) -> Vec<&'static str> {
    let words: &[Word] = match step {
        Step::Target => &[TARGET_PORTS, TARGET_GONE, TARGET_LATER],
        Step::Collection => &[COLLECTION_TRAFFIC, COLLECTION_INTERVAL, COLLECTION_SETUP],
        Step::Storage => {
            &[STORAGE_HOST, STORAGE_ACCOUNT, STORAGE_CONTAINER, STORAGE_DIRECTORY, STORAGE_PROBE]
        }
        Step::Review => &[REVIEW_ONCE, REVIEW_LATER],
    };
    words.iter().map(|word| word.text(locale)).collect()
}
