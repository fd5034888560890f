//! Who exists in which realm, and what each account may do. The passwords open nothing but the emulator.

/// What an account may do in the tenants of its realm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Reads and writes everything.
    Admin,
    /// Reads everything.
    Member,
    /// Manages loggers; may not look at VPCs, subnets and ports, nor list containers.
    Operator,
    /// Gets a token and nothing else.
    Outsider,
}

/// What a call of the network API is about.
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

    /// The name that the identity API gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "ADMIN",
            Self::Member => "MEMBER",
            Self::Operator => "Flow Log ADMIN",
            Self::Outsider => "BILLING VIEWER",
        }
    }
}

/// An account of one realm.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    pub id: &'static str,
    pub name: &'static str,
    pub password: &'static str,
    /// `None`: it belongs to no tenant.
    pub role: Option<Role>,
    /// Identity refuses it whatever the password is.
    pub locked: bool,
}

const fn account(id: &'static str, name: &'static str, password: &'static str, role: Role) -> Account {
    Account { id, name, password, role: Some(role), locked: false }
}

/// The account that may write.
pub const ADMIN: Account =
    account("a0000000000000000000000000000001", "flowlog-admin", "emulator-admin", Role::Admin);
/// The account that may only read.
pub const MEMBER: Account =
    account("a0000000000000000000000000000002", "flowlog-member", "emulator-member", Role::Member);

/// The accounts of the first realm.
pub const PUBLIC: [Account; 6] = [
    ADMIN,
    MEMBER,
    account("a0000000000000000000000000000003", "flowlog-operator", "emulator-operator", Role::Operator),
    account("a0000000000000000000000000000004", "flowlog-outsider", "emulator-outsider", Role::Outsider),
    Account {
        id: "a0000000000000000000000000000005",
        name: "flowlog-stranger",
        password: "emulator-stranger",
        role: None,
        locked: false,
    },
    Account {
        id: "a0000000000000000000000000000006",
        name: "flowlog-locked",
        password: "emulator-locked",
        role: Some(Role::Admin),
        locked: true,
    },
];

/// The accounts of the second realm.
pub const GOVERNMENT: [Account; 2] = [
    account("b0000000000000000000000000000001", "gov-admin", "emulator-gov-admin", Role::Admin),
    account("b0000000000000000000000000000002", "gov-member", "emulator-gov-member", Role::Member),
];
