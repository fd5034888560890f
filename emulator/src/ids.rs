//! Ids: repeatable ones for sample data, secret ones for tokens.

use uuid::{Builder, Uuid};

/// A version 4 UUID that the generator's seed decides.
pub fn uuid(random: &mut fastrand::Rng) -> String {
    Builder::from_random_bytes(random.u128(..).to_be_bytes()).into_uuid().to_string()
}

/// 32 hexadecimal digits that the seed does not decide.
pub fn secret() -> String {
    Uuid::new_v4().simple().to_string()
}

/// Whether a text is a UUID in its usual form of 36 characters.
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36 && Uuid::try_parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (mut one, mut two, mut other) = (Rng::with_seed(7), Rng::with_seed(7), Rng::with_seed(8));
        let id = uuid(&mut one);
        assert_eq!(id, uuid(&mut two));
        assert_ne!(id, uuid(&mut other));
        assert_ne!(id, uuid(&mut one));
    }

    #[test]
    fn ids_are_uuids_of_version_4() {
        let mut random = Rng::with_seed(1);
        for _ in 0..100 {
            let id = uuid(&mut random);
            assert!(is_uuid(&id), "{id}");
            assert_eq!(&id[14..15], "4");
            assert!("89ab".contains(&id[19..20]), "{id}");
        }
    }

    #[test]
    fn secrets_differ() {
        assert_ne!(secret(), secret());
        assert_eq!(secret().len(), 32);
    }
}
