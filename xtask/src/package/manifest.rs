//! Writes `custom-elements.json`, which editors read, from `www/element.d.ts`, so that each description is written once.
//! The suite `package` compares it with the classes.

use serde_json::{Value, json};

use super::types::{Block, Member, blocks};
use crate::process::{Failure, Result};

/// The class that all elements have in common.
const COMMON: &str = "FlowlogElement";
const MODULE: &str = "index.js";

/// `theming` is the page that lists what a style sheet can set.
pub fn manifest(types: &str, theming: &str) -> Result<String> {
    let blocks = blocks(types);
    let elements = members(&blocks, "FlowlogElements")?;
    let attributes = members(&blocks, "FlowlogAttributes")?;
    let common = block(&blocks, COMMON)?;
    let (properties, parts) = (rows(theming, "## Custom properties")?, rows(theming, "## Parts")?);
    let mut declarations = vec![json!({
        "kind": "class",
        "name": COMMON,
        "description": common.comment,
        "superclass": { "name": "HTMLElement" },
        "members": common.members.iter().map(|member| field(member, None)).collect::<Vec<_>>(),
    })];
    let is_element = |block: &Block| elements.iter().any(|element| element.kind == block.name);
    for block in blocks.iter().filter(|block| block.base.as_deref() == Some(COMMON) && !is_element(block)) {
        declarations.push(json!({
            "kind": "class",
            "name": block.name,
            "description": block.comment,
            "superclass": { "name": COMMON, "module": MODULE },
        }));
    }
    for element in elements {
        let class = block(&blocks, &element.kind)?;
        let listed = attributes.iter().find(|listed| listed.name == element.name);
        let listed =
            listed.ok_or_else(|| strange(format_args!("FlowlogAttributes has no {}", element.name)))?;
        let described = |members: Vec<&Member>| members.into_iter().map(described).collect::<Vec<_>>();
        let inherited = common.members.iter().map(|member| field(member, Some(COMMON)));
        let own = class.members.iter().map(|member| field(member, None));
        declarations.push(json!({
            "kind": "class",
            "customElement": true,
            "name": class.name,
            "tagName": element.name,
            "description": class.comment,
            "superclass": { "name": class.base, "module": MODULE },
            "attributes": described(inherited_members(&blocks, &listed.kind)?),
            "events": described(members(&blocks, "FlowlogElementEvents")?.iter().collect()),
            "members": inherited.chain(own).collect::<Vec<_>>(),
            "cssProperties": properties,
            "cssParts": parts,
        }));
    }
    let reference = |name: &Value| json!({ "name": name, "module": MODULE });
    let named = declarations.iter().map(|declaration| &declaration["name"]);
    let exports: Vec<_> =
        named.map(|name| json!({ "kind": "js", "name": name, "declaration": reference(name) })).collect();
    let define = |element: &Member| {
        let (kind, class) = ("custom-element-definition", reference(&json!(element.kind)));
        json!({ "kind": kind, "name": element.name, "declaration": class })
    };
    let definitions: Vec<_> = elements.iter().map(define).collect();
    let manifest = json!({
        "schemaVersion": "2.1.0",
        "readme": "README.md",
        "modules": [
            { "kind": "javascript-module", "path": MODULE, "declarations": declarations, "exports": exports },
            { "kind": "javascript-module", "path": "define.js", "declarations": [], "exports": definitions },
        ],
    });
    Ok(format!("{manifest:#}\n"))
}

fn strange(what: impl std::fmt::Display) -> Failure {
    Failure::new(
        format!("www/element.d.ts has another shape than the manifest is written from: {what}"),
        "keep one member to a line, or bring xtask/src/package/ up to it",
    )
}

fn block<'a>(blocks: &'a [Block], name: &str) -> Result<&'a Block> {
    blocks.iter().find(|block| block.name == name).ok_or_else(|| strange(format_args!("{name} is missing")))
}

fn members<'a>(blocks: &'a [Block], name: &str) -> Result<&'a [Member]> {
    let block = block(blocks, name)?;
    let silent = block.members.iter().find(|member| member.kind.is_empty());
    if block.members.is_empty() || silent.is_some() {
        return Err(strange(format_args!("{name} names nothing")));
    }
    Ok(&block.members)
}

/// The members of an interface, after the inherited ones.
fn inherited_members<'a>(blocks: &'a [Block], name: &str) -> Result<Vec<&'a Member>> {
    let block = block(blocks, name)?;
    let mut all = match &block.base {
        Some(base) => inherited_members(blocks, base)?,
        None => Vec::new(),
    };
    all.extend(&block.members);
    Ok(all)
}

/// The first two columns of the table below a heading.
fn rows(page: &str, heading: &str) -> Result<Vec<Value>> {
    let lines = page.lines().skip_while(|line| *line != heading).skip(1);
    let rows: Vec<_> = lines
        .take_while(|line| !line.starts_with("## "))
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .map(|(name, rest)| {
            let description = rest.split(" |").next().unwrap_or_default().replace('`', "");
            json!({ "name": name, "description": description })
        })
        .collect();
    if rows.is_empty() {
        Err(strange(format_args!("the theming page has no table below {heading:?}")))
    } else {
        Ok(rows)
    }
}

fn described(member: &Member) -> Value {
    // `undefined` means that the attribute is absent; editors do not show that.
    let kind = member.kind.trim_end_matches(" | undefined");
    json!({ "name": member.name, "type": { "text": kind }, "description": member.comment })
}

fn field(member: &Member, inherited: Option<&str>) -> Value {
    let Member { name, comment, kind, is_method, is_readonly } = member;
    let mut field = if *is_method {
        let (parameters, result) = signature(kind);
        let result = json!({ "type": { "text": result } });
        json!({ "kind": "method", "name": name, "description": comment, "parameters": parameters, "return": result })
    } else {
        let kind = json!({ "text": kind });
        json!({ "kind": "field", "name": name, "description": comment, "type": kind, "readonly": is_readonly })
    };
    if let Some(class) = inherited {
        field["inheritedFrom"] = json!({ "name": class, "module": MODULE });
    }
    field
}

/// Splits `(name?: kind): result`. Our methods have at most one parameter.
fn signature(kind: &str) -> (Vec<Value>, &str) {
    let (parameters, result) = kind.split_once("): ").unwrap_or((kind, "void"));
    let parameter = parameters.trim_start_matches('(').split_once(": ").map(|(name, kind)| {
        json!({
            "name": name.trim_end_matches('?'),
            "type": { "text": kind },
            "optional": name.ends_with('?'),
        })
    });
    (parameter.into_iter().collect(), result)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPES: &str = include_str!("../../../www/element.d.ts");
    const THEMING: &str = include_str!("../../../docs/embedding/theming.md");

    fn declarations() -> Vec<Value> {
        let manifest: Value = serde_json::from_str(&manifest(TYPES, THEMING).unwrap()).unwrap();
        manifest["modules"][0]["declarations"].as_array().unwrap().clone()
    }

    fn names(value: &Value) -> Vec<&str> {
        value.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
    }

    #[test]
    fn each_element_has_its_own_attributes_after_the_common_ones() {
        let found = declarations();
        let of = |tag: &str| found.iter().find(|one| one["tagName"] == tag).unwrap();
        let console = names(&of("flowlog-console")["attributes"]);
        assert_eq!(console.first(), Some(&"config-url"));
        assert!(!console.contains(&"group") && console.contains(&"readonly"), "{console:?}");
        let logger = names(&of("flowlog-logger")["attributes"]);
        assert!(logger.ends_with(&["group", "logger-id"]) && logger.starts_with(&console), "{logger:?}");
    }

    #[test]
    fn everything_is_described() {
        for one in declarations() {
            assert!(!one["description"].as_str().unwrap().is_empty(), "{one}");
            for list in ["attributes", "events", "members", "cssProperties", "cssParts"] {
                for member in one[list].as_array().into_iter().flatten() {
                    assert!(!member["description"].as_str().unwrap().is_empty(), "{member}");
                }
            }
        }
    }

    #[test]
    fn what_a_style_sheet_can_set_comes_from_the_page_about_it() {
        let page = "# T\n## Parts\n| part | what |\n|---|---|\n| `bar` | the `bar` on top |\n## More\n| `no` | no |\n";
        let found = rows(page, "## Parts").unwrap();
        assert_eq!(found, [json!({ "name": "bar", "description": "the bar on top" })]);
        assert!(rows(page, "## Custom properties").is_err());
    }

    #[test]
    fn methods_have_their_parameters() {
        let found = declarations();
        let members = found[0]["members"].as_array().unwrap();
        let navigate = members.iter().find(|one| one["name"] == "navigate").unwrap();
        assert_eq!(navigate["kind"], "method");
        assert_eq!(names(&navigate["parameters"]), ["route"]);
        assert_eq!(navigate["return"]["type"]["text"], "Promise<void>");
    }

    #[test]
    fn properties_of_the_class_are_those_that_a_host_may_set() {
        let blocks = blocks(TYPES);
        let given = members(&blocks, "FlowlogElementProperties").unwrap();
        let common = block(&blocks, COMMON).unwrap();
        let own: Vec<_> = common.members.iter().filter(|one| !one.is_method && !one.is_readonly).collect();
        assert_eq!(own.len(), given.len());
        for (own, given) in own.into_iter().zip(given) {
            assert_eq!((&own.name, &own.comment), (&given.name, &given.comment));
        }
    }

    #[test]
    fn types_of_another_shape_are_refused() {
        assert!(manifest("export class FlowlogElement {}\n", THEMING).is_err());
    }
}
