//! The kinds of controls and objects, as the rest of the system speaks of them.

use serde::{Deserialize, Serialize};

/// What a control collects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ControlKind {
    /// Choices among given ones.
    Choices,
    /// Labelled boxes on an image.
    RectangleLabels,
    /// Written text.
    TextArea,
    /// A written conversation.
    Chat,
    /// Labelled stretches of a text or a recording, or the labels of shapes that another control draws on an image.
    Labels,
    /// Boxes on an image, without labels of their own.
    Rectangle,
    /// Polygons on an image, without labels of their own.
    Polygon,
    /// Labelled polygons on an image.
    PolygonLabels,
    /// Ellipses on an image, without labels of their own.
    Ellipse,
    /// Labelled ellipses on an image.
    EllipseLabels,
    /// Points on an image, without labels of their own.
    KeyPoint,
    /// Labelled points on an image.
    KeyPointLabels,
    /// Painted masks on an image, without labels of their own.
    Brush,
    /// Labelled painted masks on an image.
    BrushLabels,
    /// Labelled stretches of a formatted text.
    HyperTextLabels,
    /// Labelled stretches of a dialogue.
    ParagraphLabels,
    /// Labelled stretches of a time series.
    TimeSeriesLabels,
    /// Labelled stretches of a video.
    TimelineLabels,
    /// Boxes that move through a video.
    VideoRectangle,
    /// A number of stars.
    Rating,
    /// A number.
    Number,
    /// A date, a time or both.
    DateTime,
    /// Paths in a tree of categories.
    Taxonomy,
    /// Which of two things is preferred.
    Pairwise,
    /// The order of a list, or its items sorted into buckets.
    Ranker,
    /// Relations between drawn regions.
    Relations,
    /// Photos or videos that the worker takes.
    Capture,
    /// A voice recording that the worker makes.
    Recorder,
}

impl ControlKind {
    /// The kind as it is written in JSON: the tag in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            ControlKind::Choices => "choices",
            ControlKind::RectangleLabels => "rectanglelabels",
            ControlKind::TextArea => "textarea",
            ControlKind::Chat => "chat",
            ControlKind::Labels => "labels",
            ControlKind::Rectangle => "rectangle",
            ControlKind::Polygon => "polygon",
            ControlKind::PolygonLabels => "polygonlabels",
            ControlKind::Ellipse => "ellipse",
            ControlKind::EllipseLabels => "ellipselabels",
            ControlKind::KeyPoint => "keypoint",
            ControlKind::KeyPointLabels => "keypointlabels",
            ControlKind::Brush => "brush",
            ControlKind::BrushLabels => "brushlabels",
            ControlKind::HyperTextLabels => "hypertextlabels",
            ControlKind::ParagraphLabels => "paragraphlabels",
            ControlKind::TimeSeriesLabels => "timeserieslabels",
            ControlKind::TimelineLabels => "timelinelabels",
            ControlKind::VideoRectangle => "videorectangle",
            ControlKind::Rating => "rating",
            ControlKind::Number => "number",
            ControlKind::DateTime => "datetime",
            ControlKind::Taxonomy => "taxonomy",
            ControlKind::Pairwise => "pairwise",
            ControlKind::Ranker => "ranker",
            ControlKind::Relations => "relations",
            ControlKind::Capture => "capture",
            ControlKind::Recorder => "recorder",
        }
    }
}

/// What an object shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ObjectKind {
    /// A picture.
    Image,
    /// A text.
    Text,
    /// A dialogue or other list of paragraphs.
    Paragraphs,
    /// A conversation that is being written.
    Chat,
    /// A formatted text.
    HyperText,
    /// A recording.
    Audio,
    /// A video.
    Video,
    /// Measurements over time.
    TimeSeries,
    /// Names and values.
    Table,
    /// A document.
    Pdf,
    /// A list of items.
    List,
}

impl ObjectKind {
    /// Every kind: what a control fits that asks about anything, such as Choices.
    pub(crate) const ALL: &[ObjectKind] = &[
        ObjectKind::Image,
        ObjectKind::Text,
        ObjectKind::Paragraphs,
        ObjectKind::Chat,
        ObjectKind::HyperText,
        ObjectKind::Audio,
        ObjectKind::Video,
        ObjectKind::TimeSeries,
        ObjectKind::Table,
        ObjectKind::Pdf,
        ObjectKind::List,
    ];
}
