//! Access policies of a container: the elements of `X-Container-Read` and `X-Container-Write`.

/// The header that names who may read.
pub const READ: &str = "x-container-read";
/// The header that names who may write.
pub const WRITE: &str = "x-container-write";

/// Checks the value of one of the two headers.
///
/// # Errors
/// The element that is not valid.
pub fn check(header: &str, list: &str) -> Result<(), String> {
    for element in elements(list) {
        let good = if element.starts_with('.') {
            header == READ
                && (element == ".rlistings" || element.strip_prefix(".r:").is_some_and(|who| !who.is_empty()))
        } else {
            element.split_once(':').is_some_and(|(tenant, user)| {
                [tenant, user].iter().all(|part| !part.is_empty() && !part.contains([':', ' ']))
            })
        };
        if !good {
            return Err(format!("'{element}' is no element of {header}."));
        }
    }
    if elements(list).any(|element| element == ".rlistings")
        && elements(list).all(|element| !element.starts_with(".r:"))
    {
        return Err("'.rlistings' does not stand alone.".to_owned());
    }
    Ok(())
}

/// Whether a list names a user: `tenant:user`, with `*` for either.
pub fn names(list: &str, tenant: &str, user: &str) -> bool {
    elements(list).any(|element| {
        element.split_once(':').is_some_and(|(for_tenant, for_user)| {
            (for_tenant == tenant || for_tenant == "*") && (for_user == user || for_user == "*")
        })
    })
}

/// Whether everybody may read objects, without a token.
pub fn is_public(list: &str) -> bool {
    elements(list).any(|element| element == ".r:*")
}

/// Whether everybody who may read the objects may also list them.
pub fn is_listable(list: &str) -> bool {
    elements(list).any(|element| element == ".rlistings")
}

fn elements(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|element| !element.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn named(list: &str, expect: bool) {
        assert_eq!(names(list, "t1", "u1"), expect, "{list}");
    }

    #[test]
    fn users_are_named() {
        named("t1:u1", true);
        named("t2:u2, t1:u1", true);
        named("t1:*", true);
        named("*:u1", true);
        named("*:*", true);
        named("", false);
        named("t1", false);
        named("t1:u11", false);
        named("t1:u2,t2:u1", false);
        named("T1:u1", false);
        named(".r:*,.rlistings", false);
    }

    #[track_caller]
    fn checked(header: &str, list: &str, expect: bool) {
        assert_eq!(check(header, list).is_ok(), expect, "{header}: {list}: {:?}", check(header, list));
    }

    #[test]
    fn elements_are_checked() {
        checked(WRITE, "t1:u1,t2:*", true);
        checked(WRITE, "", true);
        checked(WRITE, "t1:u1,", true);
        checked(WRITE, "t1", false);
        checked(WRITE, "t1:", false);
        checked(WRITE, ":u1", false);
        checked(WRITE, "t1:u1:v1", false);
        checked(WRITE, "t1: u1", false);
        checked(WRITE, ".r:*", false);
        checked(READ, ".r:*,.rlistings", true);
        checked(READ, ".r:-portal.example,t1:u1", true);
        checked(READ, ".rlistings", false);
        checked(READ, ".r:", false);
        checked(READ, ".everybody", false);
    }

    #[test]
    fn the_public() {
        assert!(is_public(".r:*") && !is_listable(".r:*"));
        assert!(is_public("t1:u1,.r:*,.rlistings") && is_listable("t1:u1,.r:*,.rlistings"));
        assert!(!is_public(".r:portal.example"));
    }
}
