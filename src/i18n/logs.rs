//! The words of the log explorer.

use super::define_words;

define_words! {
    LOGS: "Logs", "로그";
    ADDRESS_VALUE: "The address says {name} = {value}, which is not understood. The rest of it was taken.",
        "주소의 {name} = {value}는 알 수 없는 값입니다. 나머지는 적용했습니다.";
    ADDRESS_NAME: "The address has {name}, which is not known here. The rest of it was taken.",
        "주소의 {name}은(는) 알 수 없는 항목입니다. 나머지는 적용했습니다.";
    ADDRESS_FILTER: "The address has a filter that is none: {filter} ({why}). The rest of it was taken.",
        "주소의 필터를 해석할 수 없습니다: {filter} ({why}). 나머지는 적용했습니다.";
}
