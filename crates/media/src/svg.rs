//! Whether an SVG is a picture and nothing else.
//!
//! It is served with a policy that forbids scripts as well; this is the second lock, for copies that leave by export.

use roxmltree::{Document, Node, NodeType, ParsingOptions};

const SVG: &str = "http://www.w3.org/2000/svg";
const ACTIVE_NAMESPACES: [&str; 2] = [
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
];
const ACTIVE_ELEMENTS: [&str; 12] = [
    "script",
    "foreignobject",
    "handler",
    "listener",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "canvas",
    "link",
    "html",
];
const ANIMATIONS: [&str; 5] = [
    "set",
    "animate",
    "animatetransform",
    "animatemotion",
    "animatecolor",
];
const PICTURES: [&str; 4] = [
    "data:image/png;",
    "data:image/jpeg;",
    "data:image/gif;",
    "data:image/webp;",
];
/// More elements than any honest picture of this size has.
const MOST_NODES: u32 = 200_000;

/// Checks an SVG and gives its size in pixels as far as it says one. The error is the reason, for people.
pub(crate) fn check(text: &str) -> Result<Option<(u32, u32)>, String> {
    if text.contains("<!ENTITY") {
        return Err("it declares entities".to_owned());
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = Document::parse_with_options(text, options)
        .map_err(|error| format!("it is no valid XML: {error}"))?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || !matches!(root.tag_name().namespace(), None | Some(SVG)) {
        return Err("its root element is not <svg>".to_owned());
    }
    for node in document.descendants() {
        match node.node_type() {
            NodeType::Element => check_element(node)?,
            NodeType::PI => return Err("it holds a processing instruction".to_owned()),
            _ => {}
        }
    }
    Ok(size(root))
}

fn check_element(node: Node<'_, '_>) -> Result<(), String> {
    let name = node.tag_name().name();
    let lower = name.to_ascii_lowercase();
    if node
        .tag_name()
        .namespace()
        .is_some_and(|space| ACTIVE_NAMESPACES.contains(&space))
    {
        return Err(format!("it holds foreign markup, <{name}>"));
    }
    if ACTIVE_ELEMENTS.contains(&lower.as_str()) {
        return Err(format!("it holds <{name}>"));
    }
    if lower == "style" {
        let css: String = node
            .descendants()
            .filter_map(|inner| inner.is_text().then(|| inner.text()).flatten())
            .collect();
        check_css(&css)?;
    }
    for attribute in node.attributes() {
        let name = attribute.name();
        check_attribute(&lower, &name.to_ascii_lowercase(), attribute.value())
            .map_err(|what| format!("{what} ({name} of <{}>)", node.tag_name().name()))?;
    }
    Ok(())
}

fn check_attribute(element: &str, name: &str, value: &str) -> Result<(), String> {
    // Browsers ignore blanks and control characters within an address.
    let plain: String = value
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let plain = plain.to_ascii_lowercase();
    if name.starts_with("on") {
        return Err("it has an event handler".to_owned());
    }
    if plain.contains("javascript:") || plain.contains("vbscript:") {
        return Err("it holds a script address".to_owned());
    }
    if ANIMATIONS.contains(&element)
        && name == "attributename"
        && (plain.contains("href") || plain.starts_with("on"))
    {
        return Err("it animates an address or an event handler".to_owned());
    }
    if matches!(name, "href" | "src" | "base" | "data" | "action") && !refers_inside(element, &plain) {
        return Err("it refers to something outside".to_owned());
    }
    if name == "style" || plain.contains("url(") || plain.contains("image(") {
        check_css(value)?;
    }
    Ok(())
}

fn refers_inside(element: &str, address: &str) -> bool {
    address.is_empty()
        || address.starts_with('#')
        || (matches!(element, "image" | "feimage" | "img") && is_picture(address))
}

fn is_picture(address: &str) -> bool {
    PICTURES.iter().any(|start| address.starts_with(start))
}

/// CSS may point at things of the same file and at pictures within it.
fn check_css(css: &str) -> Result<(), String> {
    let plain: String = css
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let plain = plain.to_ascii_lowercase();
    if plain.contains('\\') || plain.contains("/*") && plain.contains("url") {
        return Err("its style is written in a way that cannot be checked".to_owned());
    }
    if [
        "@import",
        "@font-face",
        "expression(",
        "-moz-binding",
        "behavior:",
        "image-set(",
        "image(",
    ]
    .iter()
    .any(|word| plain.contains(word))
    {
        return Err("its style loads something from outside".to_owned());
    }
    for target in plain.split("url(").skip(1) {
        let target = target.trim_start_matches(['"', '\'']);
        if !target.starts_with('#') && !is_picture(target) {
            return Err("its style refers to something outside".to_owned());
        }
    }
    Ok(())
}

/// Width and height in pixels, else the size of the view box.
fn size(root: Node<'_, '_>) -> Option<(u32, u32)> {
    let length = |name: &str| {
        let text = root.attribute(name)?.trim();
        pixels(text.strip_suffix("px").unwrap_or(text))
    };
    if let (Some(width), Some(height)) = (length("width"), length("height")) {
        return Some((width, height));
    }
    let numbers: Vec<&str> = root
        .attribute("viewBox")?
        .split([' ', ',', '\n', '\t'])
        .filter(|part| !part.is_empty())
        .collect();
    match numbers.as_slice() {
        [_, _, width, height] => Some((pixels(width)?, pixels(height)?)),
        _ => None,
    }
}

fn pixels(text: &str) -> Option<u32> {
    let number: f64 = text.parse().ok()?;
    // Rounded up, so that a sliver of a pixel is not taken for nothing.
    (number > 0.0 && number <= 1_000_000.0).then(|| number.ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrap(inside: &str) -> String {
        format!(
            "<svg xmlns=\"{SVG}\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"10\" height=\"20px\">{inside}</svg>"
        )
    }

    #[test]
    fn pictures_pass() {
        let cases = [
            "<rect width='1' height='1' fill='url(#g)'/>",
            "<style>.a { fill: red; mask: url(#m) }</style>",
            "<image href='data:image/png;base64,AAAA'/>",
            "<use xlink:href='#a'/>",
            "<a href='#top'><text>그림</text></a>",
            "<animate attributeName='x' from='0' to='1'/>",
            "<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></metadata>",
        ];
        for inside in cases {
            assert_eq!(check(&wrap(inside)), Ok(Some((10, 20))), "{inside}");
        }
        let doctype = "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \
                       \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg viewBox=\"0 0 3.5 4\"/>";
        assert_eq!(check(doctype), Ok(Some((4, 4))));
        assert_eq!(check("<svg width='100%'/>"), Ok(None));
    }

    #[test]
    fn whatever_acts_or_reaches_out_is_refused() {
        let cases = [
            "<script>alert(1)</script>",
            "<SCRIPT/>",
            "<foreignObject/>",
            "<rect onclick='x()'/>",
            "<rect ONLOAD='x()'/>",
            "<a href='https://example.com'/>",
            "<a xlink:href='java&#10;script:alert(1)'/>",
            "<image href='https://example.com/a.png'/>",
            "<image href='data:image/svg+xml;base64,AAAA'/>",
            "<use href='other.svg#a'/>",
            "<rect fill='url(https://example.com/#g)'/>",
            "<rect style='fill: url( \"//example.com\" )'/>",
            "<style>@import 'https://example.com/a.css';</style>",
            "<style>a { b: u\\72l(https://example.com) }</style>",
            "<style>a { b: url/**/(https://example.com) }</style>",
            "<set attributeName='onclick' to='alert(1)'/>",
            "<animate attributeName='xlink:href' values='x'/>",
            "<h:script xmlns:h='http://www.w3.org/1999/xhtml'/>",
            "<g xml:base='https://example.com/'/>",
            "<?xml-stylesheet href='a.css'?>",
        ];
        for inside in cases {
            assert!(check(&wrap(inside)).is_err(), "{inside}");
        }
    }

    #[test]
    fn broken_and_foreign_documents_are_refused() {
        let cases = [
            "<svg>",
            "<html/>",
            "",
            "<svg xmlns='urn:other'/>",
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>",
        ];
        for text in cases {
            assert!(check(text).is_err(), "{text}");
        }
        let deep = format!("<svg>{}{}</svg>", "<g>".repeat(20_000), "</g>".repeat(20_000));
        assert_eq!(check(&deep), Ok(None));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(inside in "[<>/a-z\"'=&;#!\\[\\]? -]{0,80}", text: String) {
            let _ = check(&text);
            let _ = check(&wrap(&inside));
        }
    }
}
