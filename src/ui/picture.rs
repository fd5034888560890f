//! A chart as a PNG file, made in the page: nothing is asked of a network.

use js_sys::{Function, Promise, encode_uri_component};
use leptos::tachys::renderer::Rndr;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlCanvasElement, HtmlImageElement,
    XmlSerializer,
};

use super::markup::{Inner, Markup, copy_of};

/// What an image needs of the style sheet, which does not reach into it.
const LOOKS: [&str; 10] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "shape-rendering",
    "font-family",
    "font-size",
    "font-weight",
    "opacity",
];
/// How many pixels of the file one pixel of the page becomes.
const SCALE: u32 = 2;
const EDGE: u32 = 16;
/// The height of title and legend above the drawing.
const HEADER: u32 = 72;

/// The chart in a region that [`TimeChart`](super::TimeChart) has drawn, as it looks now, under a title. It fails with the
/// browser's words, or where the region shows its table.
pub async fn chart_png(chart: web_sys::HtmlElement, title: String) -> Result<Blob, String> {
    draw(&chart, title).await.map_err(|error| {
        error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
    })
}

async fn draw(chart: &Element, title: String) -> Result<Blob, JsValue> {
    let plot = chart.query_selector(".flc-plot-drawing")?.ok_or(JsValue::NULL)?;
    let width = plot.client_width().unsigned_abs() + 2 * EDGE;
    let height = plot.client_height().unsigned_abs() + HEADER + EDGE;
    let picture = picture(chart, &plot, title, width, height)?;
    let text = XmlSerializer::new()?.serialize_to_string(&picture)?;
    let image = HtmlImageElement::new()?;
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{}", String::from(encode_uri_component(&text))));
    JsFuture::from(image.decode()).await?;

    let canvas: HtmlCanvasElement = Rndr::create_element("canvas", None).dyn_into()?;
    canvas.set_width(width * SCALE);
    canvas.set_height(height * SCALE);
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    let size = [width, height].map(|length| f64::from(length * SCALE));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, size[0], size[1])?;
    let written = Promise::new(&mut |done: Function, failed: Function| {
        let hand_over = move |blob: JsValue| {
            // The callbacks of a promise do not fail.
            let _ = done.call1(&JsValue::NULL, &blob);
        };
        if let Err(error) = canvas.to_blob(Closure::once_into_js(hand_over).unchecked_ref()) {
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(written).await?.dyn_into()
}

fn picture(
    chart: &Element,
    plot: &Element,
    title: String,
    width: u32,
    height: u32,
) -> Result<Element, JsValue> {
    let looks = looks_of(chart)?;
    let [ground, ink, face] = ["background-color", "color", "font-family"]
        .map(|name| looks.get_property_value(name).unwrap_or_default());
    let place = |markup: Markup, x: u32, y: u32| markup.with("x", x.to_string()).with("y", y.to_string());
    let text = |text: String, size: &'static str, weight: &'static str| {
        Markup::new("text", "", Inner::Text(text))
            .with("fill", ink.clone())
            .with("font-family", face.clone())
            .with("font-size", size)
            .with("font-weight", weight)
    };
    let sheet = Markup::new("rect", "", Inner::Parts(Vec::new()))
        .with("width", "100%")
        .with("height", "100%")
        .with("fill", ground);
    let parts = vec![sheet, place(text(title, "16", "600"), EDGE, 28)];
    let root = Markup::new("svg", "", Inner::Parts(parts))
        .with("width", width.to_string())
        .with("height", height.to_string())
        .draw();

    let legend = chart.query_selector_all(".flc-legend > li")?;
    let mut left = EDGE;
    for item in (0..legend.length()).filter_map(|at| legend.item(at)) {
        let Ok(item) = item.dyn_into::<Element>() else { continue };
        if let Some(swatch) = item.query_selector("svg")? {
            let copy = looking_alike(&swatch)?;
            set_place(&copy, left, 42);
            Rndr::insert_node(&root, &copy, None);
        }
        let word = item.text_content().unwrap_or_default();
        Rndr::insert_node(&root, &place(text(word, "13", "400"), left + 18, 53).draw(), None);
        left += item.client_width().unsigned_abs() + EDGE;
    }
    let copy = looking_alike(plot)?;
    set_place(&copy, EDGE, HEADER);
    Rndr::set_attribute(&copy, "width", &(width - 2 * EDGE).to_string());
    // Where the pointer is belongs to the page alone.
    if let Some(marks) = copy.query_selector(".flc-plot-marks")? {
        marks.remove();
    }
    Rndr::insert_node(&root, &copy, None);
    Ok(root)
}

fn set_place(element: &Element, x: u32, y: u32) {
    Rndr::set_attribute(element, "x", &x.to_string());
    Rndr::set_attribute(element, "y", &y.to_string());
}

fn looks_of(element: &Element) -> Result<CssStyleDeclaration, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    window.get_computed_style(element)?.ok_or(JsValue::NULL)
}

/// A copy of a drawing that looks the same without the style sheet.
fn looking_alike(drawing: &Element) -> Result<Element, JsValue> {
    let copy = copy_of(drawing);
    copy_looks(drawing, &copy)?;
    Ok(copy)
}

fn copy_looks(from: &Element, to: &Element) -> Result<(), JsValue> {
    let looks = looks_of(from)?;
    for name in LOOKS {
        Rndr::set_attribute(to, name, &looks.get_property_value(name)?);
    }
    let (mut next, mut copy) = (from.first_element_child(), to.first_element_child());
    while let (Some(original), Some(copied)) = (next, copy) {
        copy_looks(&original, &copied)?;
        (next, copy) = (original.next_element_sibling(), copied.next_element_sibling());
    }
    Ok(())
}
