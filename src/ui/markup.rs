//! Elements as values: drawn by calls of the DOM, and changed where they stand.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::JsCast as _;
use web_sys::Element;

use super::icon::{Icon, IconName, path};

/// The elements of drawings that are made here.
const DRAWN: [&str; 8] = ["svg", "defs", "pattern", "g", "path", "rect", "line", "text"];
const SVG: &str = "http://www.w3.org/2000/svg";

/// An element with what is in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Markup {
    tag: &'static str,
    class: &'static str,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    inner: Inner,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Inner {
    Text(String),
    Parts(Vec<Markup>),
    /// The element is the icon.
    Icon(IconName),
}

impl Markup {
    pub fn new(tag: &'static str, class: &'static str, inner: Inner) -> Markup {
        Markup { tag, class, attributes: Vec::new(), inner }
    }

    pub fn icon(name: IconName) -> Markup {
        Markup::new("svg", "", Inner::Icon(name))
    }

    pub fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Markup {
        self.attributes.push((name, value.into()));
        self
    }

    pub fn draw(&self) -> Element {
        if let Inner::Icon(name) = self.inner {
            return drawn(view! { <Icon name/> });
        }
        let element = Rndr::create_element(self.tag, DRAWN.contains(&self.tag).then_some(SVG));
        if !self.class.is_empty() {
            Rndr::set_attribute(&element, "class", self.class);
        }
        for (name, value) in &self.attributes {
            Rndr::set_attribute(&element, name, value);
        }
        self.fill(&element);
        element
    }

    fn fill(&self, element: &Element) {
        match &self.inner {
            Inner::Text(text) => element.set_text_content(Some(text)),
            Inner::Parts(parts) => {
                for part in parts {
                    Rndr::insert_node(element, &part.draw(), None);
                }
            }
            Inner::Icon(_) => {}
        }
    }

    /// Whether an element of the one can become an element of the other.
    pub fn is_like(&self, other: &Markup) -> bool {
        let names = self.attributes.iter().map(|(name, _)| name);
        let others = other.attributes.iter().map(|(name, _)| name);
        (self.tag, self.class) == (other.tag, other.class) && names.eq(others)
    }

    /// Changes an element that was drawn from something like this. What stays keeps its style, and a text its place.
    pub fn change(&self, element: &Element, before: &Markup) {
        for ((name, value), (_, before)) in self.attributes.iter().zip(&before.attributes) {
            if value != before {
                Rndr::set_attribute(element, name, value);
            }
        }
        match (&self.inner, &before.inner) {
            (now, before) if now == before => {}
            (Inner::Text(text), Inner::Text(_)) => {
                match element.first_child() {
                    Some(node) => node.set_node_value(Some(text)),
                    None => element.set_text_content(Some(text)),
                }
                // What a copy button said was of its value before.
                if self.tag == "button" {
                    Rndr::remove_attribute(element, "data-copied");
                }
            }
            (Inner::Parts(parts), Inner::Parts(others)) if parts.len() == others.len() => {
                let mut next = element.first_element_child();
                for (part, before) in parts.iter().zip(others) {
                    let Some(element) = next else { return };
                    next = following(&element);
                    if part.is_like(before) {
                        part.change(&element, before);
                    } else {
                        // It fails for no element of ours.
                        let _ = element.replace_with_with_node_1(&part.draw());
                    }
                }
            }
            (Inner::Icon(name), Inner::Icon(_)) => {
                if let Some(shape) = element.first_element_child() {
                    Rndr::set_attribute(&shape, "d", path(*name));
                }
            }
            _ => {
                element.set_text_content(None);
                self.fill(element);
            }
        }
    }
}

/// The parts of an element that are drawn again and again: they change where they stand.
#[derive(Default)]
pub(super) struct Parts(Vec<(Markup, Element)>);

impl Parts {
    pub fn show(&mut self, place: &Element, parts: impl IntoIterator<Item = Markup>) {
        let mut shown = 0;
        for part in parts {
            match self.0.get_mut(shown) {
                Some((before, element)) if part.is_like(before) => part.change(element, before),
                Some((_, element)) => {
                    let drawn = part.draw();
                    // It fails for no element of ours.
                    let _ = element.replace_with_with_node_1(&drawn);
                    *element = drawn;
                }
                None => {
                    let drawn = part.draw();
                    Rndr::insert_node(place, &drawn, None);
                    self.0.push((part.clone(), drawn));
                }
            }
            if let Some((before, _)) = self.0.get_mut(shown) {
                *before = part;
            }
            shown += 1;
        }
        for (_, element) in self.0.drain(shown..) {
            element.remove();
        }
    }
}

/// The part after this one. The bubble of a tip, which stands beside what it belongs to, is none.
fn following(part: &Element) -> Option<Element> {
    let next = part.next_element_sibling()?;
    if next.has_attribute("popover") { next.next_element_sibling() } else { Some(next) }
}

/// The element of a view, which follows nothing from here on.
pub(super) fn drawn(view: impl IntoView) -> Element {
    let view = view.into_any().build();
    view.elements().pop().unwrap_or_else(|| Rndr::create_element("span", None))
}

pub(super) fn copy_of(element: &Element) -> Element {
    match element.clone_node_with_deep(true) {
        Ok(copy) => copy.unchecked_into(),
        // No element of ours refuses to be copied.
        Err(_) => element.clone(),
    }
}
