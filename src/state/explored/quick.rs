//! Questions that are asked by one press.

use flowlog_engine::{Filter, Metric};

use super::inquiry::{Chip, Inquiry, List, View};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quick {
    Dropped,
    Scans,
    RefusedPorts,
    Internet,
    BiggestConversations,
    OneSided,
    NewSinceBefore,
}

/// Private, shared, loopback, link-local and multicast addresses; everything else is outside. `-` is an address that a
/// record does not have.
macro_rules! inside {
    () => {
        "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,224.0.0.0/4,fc00::/7,::1,fe80::/10,ff00::/8,-"
    };
}

impl Quick {
    pub const ALL: [Quick; 7] = [
        Quick::Dropped,
        Quick::Scans,
        Quick::RefusedPorts,
        Quick::Internet,
        Quick::BiggestConversations,
        Quick::OneSided,
        Quick::NewSinceBefore,
    ];

    /// Its filter in the engine's language; empty for none.
    const fn text(self) -> &'static str {
        match self {
            Quick::Dropped | Quick::RefusedPorts => "action = DROP",
            Quick::Scans => "flags = SYN or action = DROP",
            Quick::Internet => concat!("src != ", inside!(), " or dst != ", inside!()),
            // The flags are those of the whole interval: who was answered sends ACK.
            Quick::OneSided => "protocol = TCP and flags = SYN",
            Quick::BiggestConversations | Quick::NewSinceBefore => "",
        }
    }

    pub fn filter(self) -> Option<Filter> {
        super::inquiry::parse(self.text()).ok().flatten()
    }

    pub const fn view(self) -> View {
        match self {
            Quick::Dropped | Quick::Internet | Quick::OneSided => View::Overview,
            Quick::Scans => View::Scans,
            Quick::RefusedPorts => View::List(List::Ports),
            Quick::BiggestConversations => View::List(List::Pairs),
            Quick::NewSinceBefore => View::Changes,
        }
    }

    const fn metric(self) -> Option<Metric> {
        match self {
            Quick::BiggestConversations => Some(Metric::Bytes),
            _ => None,
        }
    }

    /// Whether the question is asked now, changed or not in other respects.
    pub fn is_asked(self, inquiry: &Inquiry) -> bool {
        let filter = self.filter();
        let has = |filter: &Filter| inquiry.chips.iter().any(|chip| chip.is_on && chip.filter == *filter);
        filter.as_ref().is_none_or(has)
            && self.view() == inquiry.view
            && self.metric().is_none_or(|metric| metric == inquiry.metric)
    }

    /// Asks it, or takes it back where it is asked. What another quick question has set goes, what a person has set stays.
    pub fn toggle(self, inquiry: &mut Inquiry) {
        let is_asked = self.is_asked(inquiry);
        let filter = self.filter();
        let is_own = |chip: &Chip| is_asked && Some(&chip.filter) == filter.as_ref();
        inquiry.chips.retain(|chip| !chip.is_quick && !is_own(chip));
        inquiry.view = View::default();
        if let Some(before) = inquiry.metric_before.take() {
            inquiry.metric = before;
        }
        if is_asked {
            return;
        }
        if let Some(filter) = filter {
            match inquiry.chips.iter_mut().find(|chip| chip.filter == filter) {
                Some(chip) => chip.is_on = true,
                None => inquiry.chips.push(Chip { is_quick: true, ..Chip::new(filter) }),
            }
        }
        inquiry.view = self.view();
        if let Some(metric) = self.metric().filter(|metric| *metric != inquiry.metric) {
            inquiry.metric_before = Some(inquiry.metric);
            inquiry.metric = metric;
        }
    }
}
