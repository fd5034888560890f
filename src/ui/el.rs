//! One type for every element of the design system.
//!
//! The `view!` macro makes a type, and its machine code, for each element with its attributes. The parts
//! here are many, so they are described as data instead, and one renderer draws them all. It is a Leptos
//! view like any other: it patches in place, and its effects belong to the owner that drew it.

use std::borrow::Cow;

use leptos::prelude::*;

use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::prelude::*;

use super::base::{Text, live};

type Value = Option<Cow<'static, str>>;

// Traits of one method, since the vtables of closures have more, which nobody calls.

trait Read: Send {
    fn read(&self) -> Value;
}

impl<F: Fn() -> Value + Send> Read for F {
    fn read(&self) -> Value {
        self()
    }
}

trait Handle: Send {
    fn handle(&mut self, event: web_sys::Event);
}

impl<F: FnMut(web_sys::Event) + Send> Handle for F {
    fn handle(&mut self, event: web_sys::Event) {
        self(event);
    }
}

enum Part {
    Fixed(Cow<'static, str>),
    Live(Box<dyn Read>),
    /// A property of the element's object, written after its children.
    Property(Box<dyn Read>),
    On(Option<Owner>, Box<dyn Handle>),
    Held(ElRef),
}

/// An element that is being described; [`El::view`] makes it a view. Boxed, so that each step hands on one address.
pub struct El(Box<Described>);

struct Described {
    tag: &'static str,
    parts: Vec<(&'static str, Part)>,
    children: Vec<AnyView>,
    /// Attributes that a caller spreads onto a component.
    spread: Vec<AnyAttribute>,
}

/// Describes an element of HTML, or the shapes of an icon.
pub fn el(tag: &'static str) -> El {
    El(Box::new(Described { tag, parts: Vec::new(), children: Vec::new(), spread: Vec::new() }))
}

/// Holds an element while it is in the page.
#[derive(Clone, Copy)]
pub struct ElRef(StoredValue<Option<Element>>);

impl Default for ElRef {
    fn default() -> Self {
        Self(StoredValue::new(None))
    }
}

impl ElRef {
    /// The element; `None` before it is drawn and after its page has gone.
    pub fn get(self) -> Option<Element> {
        self.0.try_get_value().flatten()
    }

    pub fn html(self) -> Option<web_sys::HtmlElement> {
        self.get()?.dyn_into().ok()
    }
}

impl El {
    fn part(mut self, name: &'static str, part: Part) -> Self {
        self.0.parts.push((name, part));
        self
    }

    pub fn class(self, class: &'static str) -> Self {
        self.part("class", Part::Fixed(Cow::Borrowed(class)))
    }

    /// A class that the page around the console may style as well, as the part of the same name without `flc-`.
    pub fn themed(self, class: &'static str) -> Self {
        self.class(class).attr_text("part", class.replace("flc-", ""))
    }

    /// An attribute that never changes.
    pub fn attr(self, name: &'static str, value: &'static str) -> Self {
        self.part(name, Part::Fixed(Cow::Borrowed(value)))
    }

    pub fn attr_text(self, name: &'static str, value: String) -> Self {
        self.part(name, Part::Fixed(Cow::Owned(value)))
    }

    /// A fixed attribute, where there is a value.
    pub fn attr_if(self, name: &'static str, value: Option<&'static str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    fn read(self, name: &'static str, read: Box<dyn Read>) -> Self {
        self.part(name, Part::Live(read))
    }

    /// An attribute that follows a text.
    pub fn attr_live(self, name: &'static str, value: Text) -> Self {
        self.read(name, Box::new(move || Some(Cow::Owned(value.get()))))
    }

    /// An attribute that is there while there is a value.
    pub fn attr_some(self, name: &'static str, value: Signal<Option<String>>) -> Self {
        self.read(name, Box::new(move || value.get().map(Cow::Owned)))
    }

    /// An attribute of a fixed set of values.
    pub fn attr_of(
        self,
        name: &'static str,
        value: impl Fn() -> Option<&'static str> + Send + 'static,
    ) -> Self {
        self.read(name, Box::new(move || value().map(Cow::Borrowed)))
    }

    /// `true` while it holds, else absent.
    pub fn when(self, name: &'static str, on: Signal<bool>) -> Self {
        self.attr_of(name, move || on.get().then_some("true"))
    }

    /// `true` or `false`, for states that both are said.
    pub fn yes_no(self, name: &'static str, on: Signal<bool>) -> Self {
        self.attr_of(name, move || Some(if on.get() { "true" } else { "false" }))
    }

    /// The text in a field.
    pub fn value(self, value: Text) -> Self {
        self.part("value", Part::Property(Box::new(move || Some(Cow::Owned(value.get())))))
    }

    /// A property that is true or false, e.g. `checked`.
    pub fn property(self, name: &'static str, on: Signal<bool>) -> Self {
        self.part(name, Part::Property(Box::new(move || on.get().then_some(Cow::Borrowed("true")))))
    }

    pub fn on(self, event: &'static str, run: impl FnMut(web_sys::Event) + Send + 'static) -> Self {
        self.part(event, Part::On(Owner::current(), Box::new(run)))
    }

    pub fn on_key(self, mut run: impl FnMut(&web_sys::KeyboardEvent) + Send + 'static) -> Self {
        // In a window that a portal has opened it is of that window's own class.
        self.on("keydown", move |event| run(event.unchecked_ref()))
    }

    pub fn held(self, by: ElRef) -> Self {
        self.part("", Part::Held(by))
    }

    pub fn child(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }

    pub fn child_if(mut self, child: Option<AnyView>) -> Self {
        self.0.children.extend(child);
        self
    }

    pub fn children(mut self, children: Vec<AnyView>) -> Self {
        self.0.children.extend(children);
        self
    }

    /// Text that follows its signal.
    pub fn say(self, text: Text) -> Self {
        self.child((move || text.get()).into_any())
    }

    /// Text as it is.
    pub fn text(self, text: String) -> Self {
        self.child(text.into_any())
    }

    /// A part that follows its signals.
    pub fn live(self, view: impl FnMut() -> AnyView + Send + 'static) -> Self {
        self.child(live(view))
    }

    pub fn view(self) -> AnyView {
        self.into_any()
    }
}

/// What was drawn for an [`El`].
pub struct Drawn {
    tag: &'static str,
    element: Element,
    fixed: Vec<&'static str>,
    effects: Vec<RenderEffect<Value>>,
    listeners: Vec<(&'static str, js_sys::Function)>,
    children: Vec<AnyViewState>,
    spread: <Vec<AnyAttribute> as Attribute>::State,
}

fn write(element: &Element, name: &str, value: Option<&str>) {
    // The names are ours, and values may be any text: neither call can fail.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn write_property(element: &Element, name: &str, value: Option<&str>) {
    let value = match value {
        Some(text) if name == "value" => JsValue::from_str(text),
        value => JsValue::from_bool(value.is_some()),
    };
    let _ = js_sys::Reflect::set(element, &JsValue::from_str(name), &value);
}

fn follow(
    element: &Element,
    name: &'static str,
    read: Box<dyn Read>,
    write: fn(&Element, &str, Option<&str>),
) -> RenderEffect<Value> {
    let element = element.clone();
    RenderEffect::new(move |before: Option<Value>| {
        let now = read.read();
        if before.as_ref() != Some(&now) {
            write(&element, name, now.as_deref());
        }
        now
    })
}

fn listen(
    element: &Element,
    event: &str,
    owner: Option<Owner>,
    mut run: Box<dyn Handle>,
) -> js_sys::Function {
    let run: Box<dyn FnMut(web_sys::Event)> = Box::new(move |event| match &owner {
        Some(owner) => owner.with(|| run.handle(event)),
        None => run.handle(event),
    });
    let listener: js_sys::Function = Closure::wrap(run).into_js_value().unchecked_into();
    let _ = element.add_event_listener_with_callback(event, &listener);
    listener
}

impl Drawn {
    fn apply(&mut self, parts: Vec<(&'static str, Part)>) {
        let mut properties = Vec::new();
        for (name, part) in parts {
            match part {
                Part::Fixed(value) => {
                    write(&self.element, name, Some(&value));
                    self.fixed.push(name);
                }
                Part::Live(read) => {
                    self.effects.push(follow(&self.element, name, read, write));
                    self.fixed.push(name);
                }
                Part::Property(read) => properties.push((name, read)),
                Part::On(owner, run) => {
                    self.listeners.push((name, listen(&self.element, name, owner, run)));
                }
                Part::Held(by) => {
                    by.0.update_value(|held| *held = Some(self.element.clone()));
                }
            }
        }
        for (name, read) in properties {
            self.effects.push(follow(&self.element, name, read, write_property));
        }
    }

    fn draw_children(&mut self, children: Vec<AnyView>) {
        for child in children {
            let mut state = child.build();
            state.mount(&self.element, None);
            self.children.push(state);
        }
    }
}

impl Render for El {
    type State = Drawn;

    fn build(self) -> Drawn {
        const SVG: &str = "http://www.w3.org/2000/svg";
        let Described { tag, parts, children, spread } = *self.0;
        let namespace = matches!(tag, "svg" | "path").then_some(SVG);
        let element = Rndr::create_element(tag, namespace);
        let spread = spread.build(&element);
        let mut drawn = Drawn {
            tag,
            element,
            fixed: Vec::new(),
            effects: Vec::new(),
            listeners: Vec::new(),
            children: Vec::new(),
            spread,
        };
        drawn.draw_children(children);
        drawn.apply(parts);
        drawn
    }

    fn rebuild(self, state: &mut Drawn) {
        if self.0.tag != state.tag {
            let mut drawn = self.build();
            state.insert_before_this(&mut drawn);
            state.unmount();
            *state = drawn;
            return;
        }
        let Described { parts, children, spread, .. } = *self.0;
        state.effects.clear();
        for (event, listener) in state.listeners.drain(..) {
            let _ = state.element.remove_event_listener_with_callback(event, &listener);
        }
        for name in std::mem::take(&mut state.fixed) {
            if !parts.iter().any(|(kept, _)| *kept == name) {
                write(&state.element, name, None);
            }
        }
        spread.rebuild(&mut state.spread);
        if children.len() == state.children.len() {
            for (child, drawn) in children.into_iter().zip(&mut state.children) {
                child.rebuild(drawn);
            }
        } else {
            for mut drawn in state.children.drain(..) {
                drawn.unmount();
            }
            state.draw_children(children);
        }
        state.apply(parts);
    }
}

impl AddAnyAttr for El {
    type Output<New: Attribute> = El;

    fn add_any_attr<New: Attribute>(mut self, attribute: New) -> El {
        self.0.spread.push(attribute.into_any_attr());
        self
    }
}

// The console is drawn by the browser alone: nothing writes HTML as text or takes over a page drawn elsewhere.
impl RenderHtml for El {
    type AsyncOutput = El;
    type Owned = El;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> El {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Drawn {
        self.build()
    }

    fn into_owned(self) -> El {
        self
    }
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        Rndr::remove(&self.element);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.element.parent_element() {
            Some(parent) => {
                child.mount(&parent, Some(&self.element));
                true
            }
            None => self.element.parent_node().is_some_and(|parent| {
                // The parent is a shadow root: an element only in name, as Leptos itself does it.
                child.mount(parent.unchecked_ref(), Some(&self.element));
                true
            }),
        }
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}
