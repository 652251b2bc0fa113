//! The tags that draw on pictures: boxes, polygons, ellipses, points and painted masks, with labels of their own or with
//! those of a `Labels` beside them.

mod properties;

use pumasi_interface::{LabelConfig, Region};
use serde_json::{Value, json};

use crate::support::{codes, config, fault, faults, region, warnings, with_objects};

/// Every kind: the tag, the type of its regions, a good value of a picture of 4 × 3 pixels.
fn kinds() -> [(&'static str, &'static str, Value); 5] {
    [
        (
            "Rectangle",
            "rectangle",
            json!({"x": 10, "y": 10, "width": 30, "height": 20, "rotation": 0}),
        ),
        (
            "Polygon",
            "polygon",
            json!({"points": [[10, 10], [60, 10], [60, 90.5]], "closed": true}),
        ),
        (
            "Ellipse",
            "ellipse",
            json!({"x": 50, "y": 50, "radiusX": 20, "radiusY": 10, "rotation": 0}),
        ),
        ("KeyPoint", "keypoint", json!({"x": 50, "y": 50, "width": 0.5})),
        ("Brush", "brush", json!({"format": "rle", "rle": MASK})),
    ]
}

/// Four by three pixels, the middle two of the lower two rows painted.
const MASK: [u8; 16] = [0, 0, 0, 48, 57, 27, 254, 19, 0, 159, 254, 112, 9, 255, 227, 0];

fn sized(mut region: Region) -> Region {
    (region.original_width, region.original_height) = (Some(4.into()), Some(3.into()));
    region
}

fn drawn(id: &str, kind: &str, value: Value) -> Region {
    sized(region(id, "shape", "image", kind, value))
}

/// The same with labels in the value.
fn labelled(id: &str, kind: &str, mut value: Value, label: &str) -> Region {
    let key = format!("{kind}labels");
    value[&key] = json!([label]);
    drawn(id, &key, value)
}

fn with_labels(tag: &str, attributes: &str) -> String {
    with_objects(&format!(
        "<{tag}Labels name='shape' toName='image' {attributes}><Label value='Car' maxUsages='2'/><Label value='개' alias='dog'/></{tag}Labels>"
    ))
}

fn bare(tag: &str, attributes: &str) -> String {
    with_objects(&format!("<{tag} name='shape' toName='image' {attributes}/>"))
}

#[test]
fn structure_of_every_kind() {
    for (tag, kind, _) in kinds() {
        let config = config(&with_labels(
            tag,
            "strokeWidth='3' opacity='0.5' fillColor='#f00'",
        ));
        assert_eq!(config.warnings(), [], "{tag}");
        assert_eq!(
            config.control("shape").unwrap().result_type,
            format!("{kind}labels")
        );
        assert_eq!(
            codes(&bare(tag, "perRegion='true'")).first(),
            Some(&"per_region_not_possible"),
            "{tag}"
        );
        assert_eq!(
            codes(&bare(tag, "fillColor='url(x)'")),
            ["invalid_attribute"],
            "{tag}"
        );
        assert_eq!(
            codes(&with_objects(&format!(
                "<{tag} name='s' toName='image'><Label value='A'/></{tag}>"
            )))
            .first(),
            Some(&"children_not_allowed"),
            "{tag}"
        );
        assert_eq!(
            codes(&with_objects(&format!("<{tag}Labels name='s' toName='image'/>"))),
            ["no_options"],
            "{tag}"
        );
        let wrong =
            format!("<View>\n<Text name='text' value='$text'/>\n<{tag} name='s' toName='text'/></View>");
        let found = LabelConfig::parse(&wrong).unwrap_err();
        assert_eq!((found[0].code, found[0].line), ("wrong_to_name", 3), "{tag}");
    }
    assert_eq!(
        warnings(&bare("Polygon", "canRotate='true'")),
        ["unknown_attribute"]
    );
}

#[test]
fn good_answers_of_every_kind() {
    for (tag, kind, value) in kinds() {
        assert_eq!(
            faults(&config(&bare(tag, "")), &[drawn("1", kind, value.clone())]),
            [],
            "{tag}"
        );
        let config = config(&with_labels(tag, "required='true'"));
        assert_eq!(
            faults(&config, &[labelled("1", kind, value.clone(), "dog")]),
            [],
            "{tag}"
        );
        assert_eq!(faults(&config, &[]), fault("required", ""), "{tag}");
        let pointer = format!("/0/value/{kind}labels/0");
        assert_eq!(
            faults(&config, &[labelled("1", kind, value.clone(), "개")]),
            fault("unknown_option", &pointer)
        );
        let three = ["1", "2", "3"].map(|id| labelled(id, kind, value.clone(), "Car"));
        assert_eq!(faults(&config, &three)[0].0, "label_used_too_often");
        let mut bare = labelled("1", kind, value, "Car");
        bare.original_width = None;
        assert_eq!(
            faults(&config, &[bare]),
            fault("missing_image_size", "/0/original_width")
        );
    }
}

/// What is wrong with a value of this kind: its code and place.
fn expect_faults(tag: &str, cases: &[(Value, &'static str, &str)]) {
    for (value, code, pointer) in cases {
        let found = faults(
            &config(&bare(tag, "")),
            &[drawn("1", &tag.to_lowercase(), value.clone())],
        );
        assert_eq!(
            found,
            fault(code, &format!("/0/value/{pointer}")),
            "{tag} {value}"
        );
    }
}

#[test]
fn bad_boxes() {
    expect_faults(
        "Rectangle",
        &[
            (
                json!({"x": 90, "y": 1, "width": 20, "height": 5}),
                "box_outside_image",
                "width",
            ),
            (
                json!({"x": 9, "y": 1, "width": 0, "height": 5}),
                "empty_box",
                "width",
            ),
        ],
    );
}

#[test]
fn bad_polygons() {
    expect_faults(
        "Polygon",
        &[
            (json!({"points": "none"}), "wrong_shape", "points"),
            (json!({"points": [[1, 1], [2, 2]]}), "too_few_points", "points"),
            (
                json!({"points": [[1, 1], [2, 101], [3, 1]]}),
                "point_outside_image",
                "points/1",
            ),
            (
                json!({"points": [[1, 1], [2], [3, 1]]}),
                "wrong_shape",
                "points/1",
            ),
            (
                json!({"points": [[1, 1], [2, 2], [3, 1]], "closed": false}),
                "open_polygon",
                "closed",
            ),
        ],
    );
}

#[test]
fn bad_ellipses() {
    expect_faults(
        "Ellipse",
        &[
            (
                json!({"x": 101, "y": 5, "radiusX": 5, "radiusY": 5}),
                "ellipse_outside_image",
                "x",
            ),
            (
                json!({"x": 10, "y": 5, "radiusX": -5, "radiusY": 5}),
                "empty_ellipse",
                "radiusX",
            ),
            (
                json!({"x": 10, "y": 5, "radiusX": 500, "radiusY": 5}),
                "ellipse_too_large",
                "radiusX",
            ),
            (
                json!({"x": 10, "y": 5, "radiusX": 5, "radiusY": 5, "rotation": "x"}),
                "wrong_shape",
                "rotation",
            ),
        ],
    );
    let turned = json!({"x": 10, "y": 5, "radiusX": 5, "radiusY": 5, "rotation": 30});
    let found = faults(
        &config(&bare("Ellipse", "canRotate='false'")),
        &[drawn("1", "ellipse", turned)],
    );
    assert_eq!(found, fault("rotation_not_allowed", "/0/value/rotation"));
}

#[test]
fn bad_points() {
    expect_faults(
        "KeyPoint",
        &[
            (json!({"x": 10, "y": -5, "width": 1}), "point_outside_image", "y"),
            (json!({"x": 10, "width": 1}), "wrong_shape", "y"),
            (json!({"x": 10, "y": 5, "width": -1}), "wrong_shape", "width"),
        ],
    );
}

#[test]
fn bad_masks() {
    let few = &MASK[..9];
    expect_faults(
        "Brush",
        &[
            (json!({"format": "png", "rle": MASK}), "wrong_shape", "format"),
            (json!({"format": "rle", "rle": "abc"}), "wrong_shape", "rle"),
            (json!({"format": "rle", "rle": [256]}), "wrong_shape", "rle"),
            (json!({"format": "rle", "rle": few}), "broken_mask", "rle"),
            (
                json!({"format": "rle", "rle": [0, 0, 0, 48, 57, 27, 254, 47, 0]}),
                "empty_mask",
                "rle",
            ),
            (
                json!({"format": "rle", "rle": [0, 0, 0, 8, 57, 27, 252, 255, 224]}),
                "wrong_mask_size",
                "rle",
            ),
        ],
    );
}

/// The split form: the shape and its labels are two rows with one id.
#[test]
fn a_shape_and_its_labels_share_an_id() {
    let xml = |required: &str| {
        with_objects(&format!(
            "<Rectangle name='shape' toName='image'/><Polygon name='outline' toName='image'/>\
             <Labels name='label' toName='image' {required}><Label value='Car'/></Labels>"
        ))
    };
    let config = config(&xml("required='true'"));
    assert!(config.control("label").unwrap().per_region);
    let [(_, _, place), ..] = kinds();
    let shape = drawn("1", "rectangle", place.clone());
    let mut named = place;
    named["labels"] = json!(["Car"]);
    let row = |id: &str, value: Value| sized(region(id, "label", "image", "labels", value));
    assert_eq!(
        faults(&config, &[shape.clone(), row("1", named.clone())]),
        [],
        "with the place, as Label Studio writes it"
    );
    assert_eq!(
        faults(&config, &[shape.clone(), row("1", json!({"labels": ["Car"]}))]),
        [],
        "and without"
    );
    assert_eq!(
        faults(&config, std::slice::from_ref(&shape)),
        fault("required", "/0")
    );
    assert_eq!(
        faults(
            &config,
            &[shape.clone(), row("1", named.clone()), row("2", named.clone())]
        ),
        fault("no_such_region", "/2/id")
    );
    let other = [shape.clone(), row("1", json!({"labels": ["Cat"]}))];
    assert_eq!(
        faults(&config, &other),
        fault("unknown_option", "/1/value/labels/0")
    );
}

#[test]
fn what_covers_the_same_place_is_the_same() {
    let polygons = config(&bare("Polygon", ""));
    let polygon = |points: Value| [drawn("p", "polygon", json!({ "points": points }))];
    let one = polygon(json!([[10, 10], [60, 10], [60, 90]]));
    assert!(
        polygons.answers_equal(&one, &polygon(json!([[60, 10], [60, 90], [10, 10]]))),
        "begun elsewhere"
    );
    assert!(
        polygons.answers_equal(&one, &polygon(json!([[60, 90], [60, 10], [10, 10]]))),
        "the other way round"
    );
    assert!(!polygons.answers_equal(&one, &polygon(json!([[60, 90], [60, 20], [10, 10]]))));

    let points = config(&bare("KeyPoint", ""));
    let point = |x: f64| [drawn("k", "keypoint", json!({"x": x, "y": 50, "width": 0.5}))];
    let alike = |x: f64| points.similarity(&point(50.0), &point(x));
    assert!((alike(50.0) - 1.0).abs() < 1e-9);
    assert!(alike(51.0) > 0.9 && alike(52.0) < alike(51.0));
    assert_eq!(alike(70.0), 0.0);

    let masks = config(&bare("Brush", ""));
    let mask = |rle: Value| [drawn("m", "brush", json!({"format": "rle", "rle": rle}))];
    // The same pixels, every word spelt out: 48 words in one chunk of different ones, 8 bits of length.
    let mut bits = String::from("00000000000000000000000000110000" /* 48 words */)
        + "00111"
        + "0010001101111111"
        + "0"
        + "10"
        + "00101111";
    for pixel in 0..12 {
        let word = if [5, 6, 9, 10].contains(&pixel) {
            "11111111"
        } else {
            "00000000"
        };
        bits.push_str(&word.repeat(4));
    }
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks(8)
        .map(|bits| {
            bits.iter()
                .enumerate()
                .fold(0, |byte, (i, bit)| byte | (bit - b'0') << (7 - i))
        })
        .collect();
    assert!(masks.answers_equal(&mask(json!(MASK)), &mask(json!(bytes))));
    assert_eq!(masks.difference(&mask(json!(MASK)), &mask(json!(bytes))), []);
}
