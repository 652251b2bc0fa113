//! What an inspector remarks on an answer, and where: pins on a picture, a text or a recording.

use crate::guide::Guide;
use crate::verdict::{Fault, TEXT_MAX};
use pumasi_interface::{LabelConfig, ObjectKind, Region};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// The most comments that a verdict carries.
pub const COMMENTS_MAX: usize = 50;

/// The place that a comment is pinned to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Place {
    /// A region of the answer.
    Region { region_id: String },
    /// A rectangle of a picture, in percent of its width and height. `object`: the name of the picture's tag.
    Area {
        object: String,
        x: f64,
        y: f64,
        width: f64,
        height: f64,
    },
    /// A stretch of a text, a dialogue or a formatted text, in code points of what is shown.
    Text {
        object: String,
        start: usize,
        end: usize,
    },
    /// A stretch of a recording or a video, in seconds, or of a time series, in its own unit.
    Time { object: String, start: f64, end: f64 },
}

/// One remark. Without a place it is about the whole answer; without a text the reason of the verdict stands for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Comment {
    #[serde(default)]
    pub text: String,
    /// The number of the guide's clause that is meant, where it is another than the verdict's.
    #[serde(default)]
    pub clause: Option<String>,
    #[serde(default)]
    pub place: Option<Place>,
}

/// What comments are about: the answer that the inspector looked at, and what it is an answer to.
#[derive(Clone, Copy, Debug)]
pub struct Commented<'a> {
    pub guide: &'a Guide,
    pub config: &'a LabelConfig,
    pub data: &'a Map<String, Value>,
    pub regions: &'a [Region],
}

/// What is wrong with the comments of a verdict: JSON pointers from `/comments`.
pub fn comment_faults(comments: &[Comment], about: Commented<'_>) -> Vec<Fault> {
    if comments.len() > COMMENTS_MAX {
        let message = format!("at most {COMMENTS_MAX} comments");
        return vec![Fault::new("/comments", "too_many_comments", message)];
    }
    let ids: HashSet<&str> = about.regions.iter().map(|region| region.id.as_str()).collect();
    let mut faults = Vec::new();
    for (index, comment) in comments.iter().enumerate() {
        let at = format!("/comments/{index}");
        if comment.text.trim().is_empty() && comment.place.is_none() {
            faults.push(Fault::new(
                format!("{at}/text"),
                "comment_empty",
                "a comment says something or points at a place",
            ));
        }
        if comment.text.chars().count() > TEXT_MAX {
            let message = format!("at most {TEXT_MAX} characters");
            faults.push(Fault::new(format!("{at}/text"), "text_too_long", message));
        }
        if let Some(number) = comment.clause.as_deref()
            && about.guide.clause(number).is_none()
        {
            let message = format!(
                "version {} of the guide has no clause {number}",
                about.guide.version
            );
            faults.push(Fault::new(format!("{at}/clause"), "clause_unknown", message));
        }
        if let Some(place) = &comment.place {
            faults.extend(place_fault(place, &format!("{at}/place"), about, &ids));
        }
    }
    faults
}

fn place_fault(place: &Place, at: &str, about: Commented<'_>, ids: &HashSet<&str>) -> Option<Fault> {
    match place {
        Place::Region { region_id } => (!ids.contains(region_id.as_str())).then(|| {
            let message = format!("the answer has no region {region_id:?}");
            Fault::new(format!("{at}/region_id"), "region_unknown", message)
        }),
        Place::Area {
            object,
            x,
            y,
            width,
            height,
        } => object_fault(object, &[ObjectKind::Image], at, about)
            .or_else(|| area_fault([*x, *y, *width, *height], at)),
        Place::Text { object, start, end } => {
            let kinds = [ObjectKind::Text, ObjectKind::HyperText, ObjectKind::Paragraphs];
            object_fault(object, &kinds, at, about)
                .or_else(|| order_fault(start < end, at))
                .or_else(|| {
                    let length = about.config.text_length_of(object, about.data)?;
                    (*end > length).then(|| {
                        let message = format!("the text has {length} characters; {end} is beyond its end");
                        Fault::new(format!("{at}/end"), "place_outside_text", message)
                    })
                })
        }
        Place::Time { object, start, end } => {
            let kinds = [ObjectKind::Audio, ObjectKind::Video, ObjectKind::TimeSeries];
            object_fault(object, &kinds, at, about)
                .or_else(|| order_fault(start.is_finite() && end.is_finite() && start < end, at))
                .or_else(|| time_fault(object, *start, at, about))
        }
    }
}

/// The object must be one of the interface, of a kind that has such places.
fn object_fault(name: &str, kinds: &[ObjectKind], at: &str, about: Commented<'_>) -> Option<Fault> {
    let object = about.config.objects().iter().find(|object| object.name == name);
    let (code, message) = match object {
        Some(object) if kinds.contains(&object.kind) => return None,
        Some(_) => ("place_unfit", format!("{name:?} has no places of this kind")),
        None => (
            "object_unknown",
            format!("the interface shows no object {name:?}"),
        ),
    };
    Some(Fault::new(format!("{at}/object"), code, message))
}

fn area_fault([x, y, width, height]: [f64; 4], at: &str) -> Option<Fault> {
    let inside = |v: f64| (0.0..=100.0).contains(&v);
    let is_inside = inside(x) && inside(y) && inside(x + width) && inside(y + height);
    if is_inside && width > 0.0 && height > 0.0 {
        return None;
    }
    let message = "an area has an extent and lies within 0 to 100 percent of the picture";
    Some(Fault::new(at, "area_outside", message))
}

fn order_fault(is_ordered: bool, at: &str) -> Option<Fault> {
    let message = "the end comes after the start";
    (!is_ordered).then(|| Fault::new(format!("{at}/end"), "place_empty", message))
}

/// A recording begins at 0; the times of a series may begin anywhere.
fn time_fault(name: &str, start: f64, at: &str, about: Commented<'_>) -> Option<Fault> {
    let mut objects = about.config.objects().iter();
    let is_series = objects.any(|object| object.name == name && object.kind == ObjectKind::TimeSeries);
    let message = "a recording begins at 0";
    (start < 0.0 && !is_series).then(|| Fault::new(format!("{at}/start"), "place_outside_time", message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const XML: &str = r#"<View>
        <Image name="photo" value="$photo"/><RectangleLabels name="box" toName="photo"><Label value="cat"/></RectangleLabels>
        <Text name="text" value="$text"/><Audio name="sound" value="$sound"/><TimeSeries name="series" value="$series"><Channel column="x"/></TimeSeries>
    </View>"#;

    /// Pointer and code of every fault of one comment.
    fn faults(comment: Value) -> Vec<(String, String)> {
        let config = LabelConfig::parse(XML).unwrap();
        let guide = Guide::parse(1, "1. Whole cat");
        let data = json!({"photo": "/a.png", "text": "héllo", "sound": "/a.wav", "series": "/a.csv"});
        let regions: Vec<Region> =
            serde_json::from_value(json!([{"id": "b1", "from_name": "box", "to_name": "photo",
            "type": "rectanglelabels", "value": {}}]))
            .unwrap();
        let about = Commented {
            guide: &guide,
            config: &config,
            data: data.as_object().unwrap(),
            regions: &regions,
        };
        let comment: Comment = serde_json::from_value(comment).unwrap();
        comment_faults(&[comment], about)
            .into_iter()
            .map(|fault| (fault.pointer, fault.code))
            .collect()
    }

    fn fault(pointer: &str, code: &str) -> Vec<(String, String)> {
        vec![(format!("/comments/0{pointer}"), code.to_owned())]
    }

    #[test]
    fn a_comment_says_something_or_points_somewhere() {
        assert_eq!(faults(json!({"text": " "})), fault("/text", "comment_empty"));
        assert_eq!(faults(json!({"text": "more"})), []);
        assert_eq!(
            faults(json!({"place": {"kind": "region", "region_id": "b1"}})),
            []
        );
        let long = "x".repeat(TEXT_MAX + 1);
        assert_eq!(faults(json!({"text": long})), fault("/text", "text_too_long"));
        let seventh = json!({"text": "more", "clause": "7"});
        assert_eq!(faults(seventh), fault("/clause", "clause_unknown"));
    }

    #[test]
    fn a_region_is_one_of_the_answer() {
        let place = |id: &str| json!({"place": {"kind": "region", "region_id": id}});
        assert_eq!(faults(place("b2")), fault("/place/region_id", "region_unknown"));
    }

    #[test]
    fn an_area_lies_in_a_picture() {
        let place = |object: &str, x: f64, width: f64| json!({"place": {"kind": "area", "object": object, "x": x, "y": 0, "width": width, "height": 5}});
        assert_eq!(faults(place("photo", 80.0, 20.0)), []);
        assert_eq!(
            faults(place("photo", 90.0, 20.0)),
            fault("/place", "area_outside")
        );
        assert_eq!(faults(place("photo", 90.0, 0.0)), fault("/place", "area_outside"));
        assert_eq!(
            faults(place("text", 0.0, 9.0)),
            fault("/place/object", "place_unfit")
        );
        assert_eq!(
            faults(place("map", 0.0, 9.0)),
            fault("/place/object", "object_unknown")
        );
    }

    #[test]
    fn a_stretch_lies_in_its_text() {
        let place = |start: usize, end: usize| json!({"place": {"kind": "text", "object": "text", "start": start, "end": end}});
        assert_eq!(faults(place(1, 5)), []);
        assert_eq!(faults(place(1, 6)), fault("/place/end", "place_outside_text"));
        assert_eq!(faults(place(3, 3)), fault("/place/end", "place_empty"));
    }

    #[test]
    fn a_stretch_of_time_has_a_beginning_and_an_end() {
        let place = |object: &str, start: f64, end: f64| json!({"place": {"kind": "time", "object": object, "start": start, "end": end}});
        assert_eq!(faults(place("sound", 0.0, 1.5)), []);
        assert_eq!(
            faults(place("sound", 2.0, 1.5)),
            fault("/place/end", "place_empty")
        );
        assert_eq!(
            faults(place("sound", -1.0, 1.5)),
            fault("/place/start", "place_outside_time")
        );
        assert_eq!(faults(place("series", -1.0, 1.5)), []);
        assert_eq!(
            faults(place("photo", 0.0, 1.5)),
            fault("/place/object", "place_unfit")
        );
    }
}
