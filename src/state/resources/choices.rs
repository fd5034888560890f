//! Resources made ready to be searched while one types.

use crate::api::Row;
use crate::domain::logger::TargetType;
use crate::domain::resource::Resource;
use crate::state::filter::fold;
use crate::state::natural::natural_key;

/// A resource as the create form offers it.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceChoice {
    pub id: String,
    /// What a person calls it.
    pub label: String,
    /// What else than its id tells it from others.
    pub detail: String,
    /// Every field without upper and lower case, each on a line of its own between line ends.
    text: String,
}

impl ResourceChoice {
    /// What tells it from others, with its id, unless that is what it is called.
    pub fn detail_with_id(&self) -> String {
        match self.detail.as_str() {
            detail if self.label == self.id => detail.to_owned(),
            "" => self.id.clone(),
            detail => format!("{detail} · {}", self.id),
        }
    }
}

/// All resources of one type, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResourceChoices {
    all: Vec<ResourceChoice>,
}

/// What a search found: the best ones, and how many there are beyond them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub first: Vec<ResourceChoice>,
    pub more: usize,
}

impl ResourceChoices {
    /// Reads a listing once for all searches. `vpcs` gives subnets the names of their VPCs and tells which belong to
    /// the shared public network; it may be empty.
    pub fn of<'a>(
        target_type: &TargetType,
        rows: &[Row<Resource>],
        vpcs: &'a [Row<Resource>],
    ) -> ResourceChoices {
        let id = |(at, row): (usize, &'a Row<Resource>)| Some((row.read()?.id.as_str(), at));
        let mut ids: Vec<(&str, usize)> = vpcs.iter().enumerate().filter_map(id).collect();
        ids.sort_unstable();
        let vpc_of = |id: &str| {
            let at = ids.binary_search_by(|(own, _)| (*own).cmp(id)).ok()?;
            vpcs.get(ids.get(at)?.1)?.read()
        };
        let choice = |resource: &Resource| {
            let vpc = vpc_of(&resource.vpc_id);
            if resource.is_public || vpc.is_some_and(|vpc| vpc.is_public) {
                return None;
            }
            let vpc = match vpc {
                // A port is told by its address, while ranges of subnets may be the same in several VPCs.
                _ if *target_type != TargetType::Subnet => "",
                Some(vpc) => vpc.title(),
                None => &resource.vpc_id,
            };
            Some(ResourceChoice {
                id: resource.id.clone(),
                label: resource.title().to_owned(),
                detail: resource.detail(vpc),
                text: text_of(resource, vpc),
            })
        };
        let mut all: Vec<ResourceChoice> = rows.iter().filter_map(Row::read).filter_map(choice).collect();
        // Ports of routers and of DHCP are seldom meant.
        let is_of_network = |choice: &ResourceChoice| choice.text.contains("\nnetwork:");
        all.sort_by_cached_key(|choice| (is_of_network(choice), natural_key(&choice.label)));
        ResourceChoices { all }
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The one of this id.
    pub fn with_id(&self, id: &str) -> Option<&ResourceChoice> {
        self.all.iter().find(|choice| choice.id == id)
    }

    /// At most `most` resources whose fields hold every word of what was typed. Those come first of which a field is
    /// just that, then those of which one begins so.
    pub fn find(&self, typed: &str, most: usize) -> Found {
        let typed = fold(typed.trim().to_owned());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let (begins, is) = (format!("\n{typed}"), format!("\n{typed}\n"));
        self.ranked(most, &|choice| match choice.text.as_str() {
            text if !words.iter().all(|word| text.contains(word)) => None,
            _ if words.is_empty() => Some(2),
            text if text.contains(&is) => Some(0),
            text if text.contains(&begins) => Some(1),
            _ => Some(2),
        })
    }

    /// The one of this id, and the others after it.
    pub fn beside(&self, id: &str, most: usize) -> Found {
        self.ranked(most, &|choice| Some(if choice.id == id { 0 } else { 2 }))
    }

    /// Those that have a rank, from 0 to 2, in its order.
    fn ranked(&self, most: usize, rank_of: &dyn Fn(&ResourceChoice) -> Option<usize>) -> Found {
        let mut ranks: [Vec<&ResourceChoice>; 3] = Default::default();
        let mut count = 0;
        for choice in &self.all {
            let Some(rank) = rank_of(choice) else { continue };
            count += 1;
            if let Some(rank) = ranks.get_mut(rank).filter(|rank| rank.len() < most) {
                rank.push(choice);
            }
        }
        let first: Vec<ResourceChoice> = ranks.into_iter().flatten().take(most).cloned().collect();
        Found { more: count - first.len(), first }
    }
}

fn text_of(resource: &Resource, vpc: &str) -> String {
    let Resource { id, name, address, owner, device, .. } = resource;
    let mut text = "\n".to_owned();
    for field in [name, address, owner, device, vpc, id] {
        text.push_str(field);
        text.push('\n');
    }
    // Each address of a port that has several begins a line as well.
    if address.contains(", ") {
        text.push_str(&address.replace(", ", "\n"));
        text.push('\n');
    }
    fold(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn port(name: &str, address: &str) -> Resource {
        Resource {
            id: format!("id-{name}-{address}"),
            name: name.to_owned(),
            address: address.to_owned(),
            owner: "compute:nova".to_owned(),
            device: "d1".to_owned(),
            subnet_ids: vec!["s".to_owned()],
            ..Resource::default()
        }
    }

    fn read(resources: Vec<Resource>) -> Vec<Row<Resource>> {
        resources.into_iter().map(|resource| Row::Read(resource.into())).collect()
    }

    #[track_caller]
    fn check(typed: &str, expect: &[&str]) {
        let mut ports =
            vec![port("Web-10", "10.0.0.50"), port("web-2", "10.0.0.5"), port("", "10.0.0.7, fd00::5")];
        ports.push(port("데이터", "10.0.1.1"));
        let found = ResourceChoices::of(&TargetType::Port, &read(ports), &[]).find(typed, 9);
        let labels: Vec<&str> = found.first.iter().map(|choice| choice.label.as_str()).collect();
        assert_eq!((labels.as_slice(), found.more), (expect, 0));
    }

    #[test]
    fn every_field_is_searched_without_case() {
        check("", &["10.0.0.7, fd00::5", "web-2", "Web-10", "데이터"]);
        check(" WEB ", &["web-2", "Web-10"]);
        check("데이", &["데이터"]);
        check("Compute:Nova web-1", &["Web-10"]);
        check("D1 fd00", &["10.0.0.7, fd00::5"]);
        check("nothing", &[]);
    }

    #[test]
    fn what_was_typed_whole_comes_first() {
        check("10.0.0.5", &["web-2", "Web-10"]);
        check("fd00::5", &["10.0.0.7, fd00::5"]);
        check("0.0.5", &["web-2", "Web-10"]);
        check("id-", &["10.0.0.7, fd00::5", "web-2", "Web-10", "데이터"]);
    }

    #[test]
    fn a_long_list_is_cut_and_counted() {
        let ports: Vec<Resource> = (0..5_000).map(|at| port(&format!("web-{at}"), "10.0.0.1")).collect();
        let choices = ResourceChoices::of(&TargetType::Port, &read(ports), &[]);
        let found = choices.find("web", 50);
        assert_eq!((found.first.len(), found.more), (50, 4_950));
        let found = choices.find("web-4999", 50);
        assert_eq!((found.first.len(), found.more), (1, 0));
        assert_eq!(found.first[0].label, "web-4999");
        let found = choices.beside("id-web-4999-10.0.0.1", 50);
        assert_eq!((found.first.len(), found.more), (50, 4_950));
        assert_eq!((found.first[0].label.as_str(), found.first[1].label.as_str()), ("web-4999", "web-0"));
        let best = choices.find("web-49", 3);
        assert_eq!(
            best.first.iter().map(|choice| choice.label.as_str()).collect::<Vec<_>>(),
            ["web-49", "web-490", "web-491"]
        );
    }

    #[test]
    fn a_subnet_has_its_vpc_and_the_public_network_is_left_out() {
        let vpc = |id: &str, name: &str, is_public| Resource {
            id: id.to_owned(),
            name: name.to_owned(),
            is_public,
            ..Resource::default()
        };
        let vpcs = read(vec![vpc("v1", "prod", false), vpc("v0", "Public Network", true)]);
        assert_eq!(ResourceChoices::of(&TargetType::Vpc, &vpcs, &vpcs).len(), 1);
        let subnet = |name: &str, vpc_id: &str| Resource {
            id: format!("id-{name}"),
            name: name.to_owned(),
            address: "10.0.0.0/24".to_owned(),
            vpc_id: vpc_id.to_owned(),
            ..Resource::default()
        };
        let subnets = read(vec![subnet("web", "v1"), subnet("public", "v0"), subnet("far", "v2")]);
        let choices = ResourceChoices::of(&TargetType::Subnet, &subnets, &vpcs);
        assert_eq!(choices.len(), 2);
        let found = choices.find("PROD", 9).first;
        assert_eq!((found.len(), found[0].detail.as_str()), (1, "10.0.0.0/24 · prod"));
        assert_eq!(choices.find("v2", 9).first[0].detail_with_id(), "10.0.0.0/24 · v2 · id-far");
        assert!(choices.with_id("id-web").is_some() && choices.with_id("id-public").is_none());
    }

    #[test]
    fn the_id_of_an_offer_stands_once() {
        let check = |name: &str, address: &str, expect: (&str, &str)| {
            let resource = Resource {
                id: "id".to_owned(),
                name: name.to_owned(),
                address: address.to_owned(),
                ..Resource::default()
            };
            let choices = ResourceChoices::of(&TargetType::Port, &read(vec![resource]), &[]);
            let choice = &choices.find("", 1).first[0];
            assert_eq!((choice.label.as_str(), choice.detail_with_id().as_str()), expect);
        };
        check("web", "10.0.0.5", ("web", "10.0.0.5 · id"));
        check("web", "", ("web", "id"));
        check("", "10.0.0.5", ("10.0.0.5", "id"));
        check("", "", ("id", ""));
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof!["\\PC{0,12}", "[ -~\n\t]{0,12}", "[a-zA-Z0-9.: -]{0,12}", "[σΣςİıßǅK한글a]{0,6}"]
    }

    proptest! {
        #[test]
        fn every_row_is_found_by_each_of_its_fields(
            rows in prop::collection::vec((text(), text(), text(), text(), text()), 1..8),
            is_upper: bool,
        ) {
            let row = |(at, (name, address, owner, device, vpc_id)): (usize, &(String, _, _, _, _))| Resource {
                id: format!("id-{at}"),
                name: name.clone(),
                address: String::clone(address),
                owner: String::clone(owner),
                device: String::clone(device),
                vpc_id: String::clone(vpc_id),
                ..Resource::default()
            };
            let resources: Vec<Resource> = rows.iter().enumerate().map(row).collect();
            let choices = ResourceChoices::of(&TargetType::Subnet, &read(resources.clone()), &[]);
            prop_assert_eq!(choices.len(), resources.len());
            for resource in &resources {
                for field in [&resource.name, &resource.address, &resource.owner, &resource.device, &resource.vpc_id, &resource.id] {
                    let typed = if is_upper { field.to_ascii_uppercase() } else { field.clone() };
                    let found = choices.find(&typed, resources.len());
                    prop_assert_eq!(found.more, 0);
                    prop_assert!(found.first.iter().any(|choice| choice.id == resource.id), "{:?}", typed);
                    let cut = choices.find(&typed, 1);
                    prop_assert_eq!(cut.first.len() + cut.more, found.first.len());
                }
            }
        }

        #[test]
        fn no_text_panics(typed in "\\PC{0,40}", most in 0_usize..4) {
            let choices = ResourceChoices::of(&TargetType::Port, &read(vec![port("web", "10.0.0.1"), port("", "")]), &[]);
            let found = choices.find(&typed, most);
            prop_assert!(found.first.len() <= most);
        }
    }
}
