//! What holds for any shape: a valid one validates, is stored as it is and survives JSON; an odd value is refused quietly.

use proptest::prelude::*;
use pumasi_interface::{LabelConfig, Region};
use serde_json::{Map, Value, json};

use super::{kinds, sized};
use crate::support::{config, faults, region, with_objects};

fn every_kind() -> LabelConfig {
    let tags: String = kinds()
        .iter()
        .map(|(tag, kind, _)| format!("<{tag}Labels name='{kind}' toName='image'><Label value='a'/><Label value='b'/></{tag}Labels><{tag} name='bare_{kind}' toName='image'/>"))
        .collect();
    config(&with_objects(&tags))
}

fn percent() -> impl Strategy<Value = f64> {
    0.0..=100.0_f64
}

fn a_shape() -> impl Strategy<Value = Region> {
    let points = proptest::collection::vec((percent(), percent()), 3..20);
    let numbers = (
        percent(),
        percent(),
        0.01..=1.0_f64,
        0.01..=1.0_f64,
        -180.0..180.0_f64,
    );
    (0..5_usize, any::<bool>(), any::<bool>(), numbers, points, 0..12_u32).prop_map(|(kind, bare, second, (x, y, w, h, turn), points, pixel)| {
        let (_, name, _) = kinds()[kind].clone();
        let (x, y) = (x * 0.99, y * 0.99);
        let mut value = match kind {
            0 => json!({"x": x, "y": y, "width": w * (100.0 - x), "height": h * (100.0 - y), "rotation": 0}),
            1 => json!({"points": points, "closed": true}),
            2 => json!({"x": x, "y": y, "radiusX": w * 50.0, "radiusY": h * 50.0, "rotation": turn}),
            3 => json!({"x": x, "y": y, "width": w}),
            _ => json!({"format": "rle", "rle": one_pixel(pixel)}),
        };
        let (from, kind) = if bare {
            (format!("bare_{name}"), name.to_owned())
        } else {
            value[format!("{name}labels")] = json!([if second { "b" } else { "a" }]);
            (name.to_owned(), format!("{name}labels"))
        };
        let mut drawn = sized(region("", &from, "image", &kind, value));
        drawn.extra.insert("readonly".into(), json!(false));
        drawn
    })
}

/// A mask of twelve pixels of which one is painted, spelt out.
fn one_pixel(painted: u32) -> Vec<u8> {
    let mut bits = String::from("00000000000000000000000000110000")
        + "00111"
        + "0010001101111111"
        + "0"
        + "10"
        + "00101111";
    for pixel in 0..12 {
        bits.push_str(&if pixel == painted { "1" } else { "0" }.repeat(32));
    }
    let to_byte = |bits: &[u8]| {
        bits.iter()
            .enumerate()
            .fold(0, |byte, (i, bit)| byte | (bit - b'0') << (7 - i))
    };
    bits.as_bytes().chunks(8).map(to_byte).collect()
}

proptest! {
    #[test]
    fn shapes_come_back_as_they_were(shapes in proptest::collection::vec(a_shape(), 0..8)) {
        let config = every_kind();
        let mut regions = shapes;
        for (i, region) in regions.iter_mut().enumerate() {
            region.id = format!("r{i}");
        }
        prop_assert_eq!(faults(&config, &regions), []);
        prop_assert_eq!(&config.normalize_answer(&regions), &regions);
        let read: Vec<Region> = serde_json::from_str(&serde_json::to_string(&regions).unwrap()).unwrap();
        prop_assert_eq!(&read, &regions);
        prop_assert!((config.similarity(&regions, &regions) - 1.0).abs() < 1e-6, "{}", config.similarity(&regions, &regions));
        prop_assert_eq!(config.difference(&regions, &read), []);
    }

    #[test]
    fn any_value_is_checked_and_compared_without_panic(values in proptest::collection::vec(any_value(), 2), kind in 0..5_usize) {
        let config = every_kind();
        let (_, name, _) = kinds()[kind].clone();
        let odd: Vec<Region> = values.into_iter().enumerate().map(|(i, value)| region(&format!("r{i}"), &format!("bare_{name}"), "image", name, value)).collect();
        prop_assert!(!config.validate_answer(&Map::new(), &odd).is_empty(), "the size is missing");
        let alike = config.similarity(&odd[..1], &odd[1..]);
        prop_assert!((0.0..=1.0).contains(&alike), "{}", alike);
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let point = proptest::collection::vec(any::<f64>(), 0..4).prop_map(Value::from);
    let leaf = prop_oneof![
        any::<f64>().prop_map(Value::from),
        "[a-z]{0,3}".prop_map(Value::from),
        proptest::collection::vec(point, 0..6).prop_map(Value::from),
        proptest::collection::vec(any::<u8>(), 0..40).prop_map(Value::from),
    ];
    let key = "(x|y|width|height|radiusX|radiusY|rotation|points|rle|format|closed)";
    proptest::collection::vec((key, leaf), 0..8)
        .prop_map(|fields| Value::Object(fields.into_iter().collect()))
}
