//! `style` and `className` are written by requesters and shown to workers, so only what lays out is kept: nothing
//! that loads, covers the page, or runs.

use crate::attribute::is_colour;

/// Properties that can only move, size and colour the element's own box.
const PROPERTIES: &[&str] = &[
    "align-content",
    "align-items",
    "align-self",
    "background-color",
    "border",
    "border-bottom",
    "border-color",
    "border-left",
    "border-radius",
    "border-right",
    "border-style",
    "border-top",
    "border-width",
    "box-shadow",
    "box-sizing",
    "color",
    "column-gap",
    "display",
    "flex",
    "flex-basis",
    "flex-direction",
    "flex-flow",
    "flex-grow",
    "flex-shrink",
    "flex-wrap",
    "font-size",
    "font-style",
    "font-weight",
    "gap",
    "grid-area",
    "grid-template",
    "grid-template-columns",
    "grid-template-rows",
    "height",
    "justify-content",
    "justify-items",
    "line-height",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "overflow",
    "overflow-x",
    "overflow-y",
    "outline",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "row-gap",
    "text-align",
    "vertical-align",
    "white-space",
    "width",
    "word-break",
    "word-wrap",
];

/// Functions that a value may call.
const FUNCTIONS: &[&str] = &[
    "rgb", "rgba", "hsl", "hsla", "calc", "min", "max", "minmax", "repeat",
];

/// The declarations worth keeping, and those that were dropped.
pub(crate) fn safe_style(style: &str) -> (String, Vec<String>) {
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for declaration in style.split(';').map(str::trim).filter(|d| !d.is_empty()) {
        match safe_declaration(declaration) {
            Some(safe) => kept.push(safe),
            None => dropped.push(declaration.to_owned()),
        }
    }
    (kept.join("; "), dropped)
}

fn safe_declaration(declaration: &str) -> Option<String> {
    let (property, value) = declaration.split_once(':')?;
    let (mut property, value) = (property.trim().to_ascii_lowercase(), value.trim());
    // A background of one colour is harmless; everything else it may hold loads or covers.
    if property == "background" && is_colour(value) {
        property.push_str("-color");
    }
    let known = PROPERTIES.contains(&property.as_str());
    let plain = |c: char| c.is_ascii_alphanumeric() || " #%.,()-+*/".contains(c);
    // A comment could hide what the value really is; a negative length could lay the box over others.
    let tricky = value.contains("/*") || (property.starts_with("margin") && value.contains('-'));
    let allowed = known && !value.is_empty() && value.chars().all(plain) && !tricky && calls_are_safe(value);
    allowed.then(|| format!("{property}: {value}"))
}

fn calls_are_safe(value: &str) -> bool {
    value.match_indices('(').all(|(at, _)| {
        let name = value[..at]
            .rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .next()
            .unwrap_or("");
        name.is_empty() || FUNCTIONS.contains(&name.to_ascii_lowercase().as_str())
    })
}

/// The class names worth keeping, and those that were dropped. The front end gives `row`, `column`, `centered`,
/// `compact`, `muted` and `card` a meaning, a `Style` in the config gives one to others; none reaches the page itself.
pub(crate) fn safe_classes(classes: &str) -> (String, Vec<String>) {
    let (kept, dropped): (Vec<&str>, Vec<&str>) =
        classes.split_whitespace().partition(|class| is_class(class));
    (kept.join(" "), dropped.into_iter().map(str::to_owned).collect())
}

fn is_class(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    !name.is_empty() && name.len() <= 64 && name.chars().all(plain)
}

/// The rules of a style sheet worth keeping, as `.name { … }` lines, and what was dropped: selectors other than single
/// classes, and declarations that [`safe_style`] drops.
pub(crate) fn safe_style_sheet(css: &str) -> (String, Vec<String>) {
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for rule in without_comments(css)
        .split('}')
        .map(str::trim)
        .filter(|rule| !rule.is_empty())
    {
        let Some((selectors, body)) = rule.split_once('{') else {
            dropped.push(rule.to_owned());
            continue;
        };
        let (style, lost) = safe_style(body);
        dropped.extend(lost);
        for selector in selectors.split(',').map(str::trim) {
            match selector.strip_prefix('.').filter(|name| is_class(name)) {
                Some(name) if !style.is_empty() => kept.push(format!(".{name} {{ {style} }}")),
                Some(_) => {}
                None => dropped.push(selector.to_owned()),
            }
        }
    }
    (kept.join("\n"), dropped)
}

fn without_comments(css: &str) -> String {
    let mut rest = css;
    let mut plain = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    plain + rest
}

/// Kinds of files that an address may hold within itself. None of them can run anything: no SVG, no HTML.
const DATA_TYPES: &[&str] = &[
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "audio/wav",
    "audio/mpeg",
    "audio/ogg",
    "audio/webm",
    "audio/mp4",
    "video/mp4",
    "video/webm",
    "application/pdf",
    "text/csv",
];

/// Whether an address may be given to an image element: no scheme that can run or reach into the browser.
pub(crate) fn is_safe_media_url(url: &str) -> bool {
    // Browsers skip control characters and blanks in a scheme, so they are skipped here too.
    let compact: String = url
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect::<String>()
        .to_lowercase();
    let scheme = match compact.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => scheme,
        _ => return !compact.is_empty(),
    };
    match scheme {
        "data" => DATA_TYPES.iter().any(|kind| {
            compact["data:".len()..]
                .strip_prefix(kind)
                .is_some_and(|rest| rest.starts_with([';', ',']))
        }),
        "javascript" | "vbscript" | "file" | "blob" | "about" | "view-source" | "filesystem" => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_survives_and_the_rest_does_not() {
        let (kept, dropped) = safe_style(
            "display:flex; GAP: 1em;position:fixed;background-image:url(https://x/y);width:calc(100% - 2em);\
             color:expression(alert(1)); margin-top:-900px; grid-template-columns: repeat(2, 1fr); width:/**/1px",
        );
        assert_eq!(
            kept,
            "display: flex; gap: 1em; width: calc(100% - 2em); grid-template-columns: repeat(2, 1fr)"
        );
        assert_eq!(dropped.len(), 5);
    }

    #[test]
    fn class_names_are_plain_words() {
        assert_eq!(
            safe_classes("row fixed  a.b muted <x>"),
            ("row fixed muted".into(), vec!["a.b".into(), "<x>".into()])
        );
    }

    #[test]
    fn style_sheets_keep_rules_of_single_classes() {
        let css = "/* a } */ .wide, .tall { width: 100%; position: fixed } body { color: red } .x > .y { color: red } .bad";
        let (kept, dropped) = safe_style_sheet(css);
        assert_eq!(kept, ".wide { width: 100% }\n.tall { width: 100% }");
        assert_eq!(dropped, ["position: fixed", "body", ".x > .y", ".bad"]);
        assert_eq!(safe_style_sheet(".a{background-color:url(x)} @import 'y';").0, "");
    }

    #[test]
    fn script_addresses_are_refused() {
        for url in [
            "https://a/b.png",
            "/media/1?x=a:b",
            "s3://bucket/key",
            "a b.png",
            "data:image/png;base64,AA",
        ] {
            assert!(is_safe_media_url(url), "{url}");
        }
        for url in [
            "",
            "javascript:alert(1)",
            " java\nscript:x",
            "data:text/html,x",
            "data:image/svg+xml;x",
            "file:///etc",
        ] {
            assert!(!is_safe_media_url(url), "{url}");
        }
    }
}
