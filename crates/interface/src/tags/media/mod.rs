//! Tags of what is heard and watched: recordings, videos, measurements over time, documents.

mod audio;
mod pdf;
mod time_series;
mod timeline;
mod video;
mod video_rectangle;

pub(crate) use audio::Audio;
pub(crate) use pdf::Pdf;
pub(crate) use time_series::{Channel, MultiChannel, TimeSeries, TimeSeriesLabels};
pub(crate) use timeline::TimelineLabels;
pub(crate) use video::Video;
pub(crate) use video_rectangle::VideoRectangle;

/// How much of two stretches is common, over both together; 0 for what is no stretch. Points that are equal are alike.
fn overlap(a: (f64, f64), b: (f64, f64)) -> f64 {
    let common = a.1.min(b.1) - a.0.max(b.0);
    let whole = a.1.max(b.1) - a.0.min(b.0);
    if whole == 0.0 {
        1.0
    } else {
        (common / whole).max(0.0)
    }
}
