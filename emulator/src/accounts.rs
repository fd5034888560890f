//! The accounts of each realm and what each may do. The passwords open nothing but the emulator.

use serde::Serialize;

/// What an account may do in the tenants of its realm. The identity API shows the serialized names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Role {
    /// Reads and writes everything.
    #[serde(rename = "ADMIN")]
    Admin,
    /// Reads everything.
    #[serde(rename = "MEMBER")]
    Member,
    /// Manages loggers; may not read VPCs, subnets and ports, nor list containers.
    #[serde(rename = "Flow Log ADMIN")]
    Operator,
    /// Gets a token and nothing else.
    #[serde(rename = "BILLING VIEWER")]
    Outsider,
}

/// A part of the network API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Flow log loggers and their logging ports.
    Logging,
    /// VPCs, subnets and ports.
    Network,
}

impl Role {
    /// Whether it may read there.
    pub fn reads(self, subject: Subject) -> bool {
        match self {
            Self::Admin | Self::Member => true,
            Self::Operator => subject == Subject::Logging,
            Self::Outsider => false,
        }
    }

    /// Whether it may write there.
    pub fn writes(self, subject: Subject) -> bool {
        self == Self::Admin || (self == Self::Operator && subject == Subject::Logging)
    }
}

/// An account of one realm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The id by which an access policy names the account.
    pub id: &'static str,
    pub user_name: &'static str,
    /// The API password.
    pub password: &'static str,
    /// `None`: it belongs to no tenant.
    pub role: Option<Role>,
    /// Identity refuses it whatever the password is.
    pub locked: bool,
}

const fn account(
    id: &'static str,
    user_name: &'static str,
    password: &'static str,
    role: Option<Role>,
) -> Account {
    Account { id, user_name, password, role, locked: false }
}

/// The account that may write.
pub const ADMIN: Account =
    account("a0000000000000000000000000000001", "flowlog-admin", "emulator-admin", Some(Role::Admin));
/// The account that may only read.
pub const MEMBER: Account =
    account("a0000000000000000000000000000002", "flowlog-member", "emulator-member", Some(Role::Member));
const OPERATOR: Account = account(
    "a0000000000000000000000000000003",
    "flowlog-operator",
    "emulator-operator",
    Some(Role::Operator),
);
const OUTSIDER: Account = account(
    "a0000000000000000000000000000004",
    "flowlog-outsider",
    "emulator-outsider",
    Some(Role::Outsider),
);
const STRANGER: Account =
    account("a0000000000000000000000000000005", "flowlog-stranger", "emulator-stranger", None);
const LOCKED: Account = Account {
    locked: true,
    ..account("a0000000000000000000000000000006", "flowlog-locked", "emulator-locked", Some(Role::Admin))
};

/// The accounts of the first realm.
pub const PUBLIC: [Account; 6] = [ADMIN, MEMBER, OPERATOR, OUTSIDER, STRANGER, LOCKED];
/// The accounts of the second realm.
pub const GOVERNMENT: [Account; 2] = [
    account("b0000000000000000000000000000001", "gov-admin", "emulator-gov-admin", Some(Role::Admin)),
    account("b0000000000000000000000000000002", "gov-member", "emulator-gov-member", Some(Role::Member)),
];
