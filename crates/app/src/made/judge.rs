//! A file that somebody made, held against the settings of its control.

use pumasi_domain::verdict::Fault;
use pumasi_interface::MakingRules;
use pumasi_media::{MadeFacts, PictureFacts, SoundFacts};

/// More silence than this is no recording at all, in percent.
const SILENT_PERCENT: f64 = 98.0;

/// Everything that is wrong with a file; each fault names the control and what to do.
pub(super) fn judge(control: &str, rules: &MakingRules, facts: &MadeFacts) -> Vec<Fault> {
    let mut faults = Faults {
        control,
        found: Vec::new(),
    };
    match facts {
        MadeFacts::Photo(picture) => faults.photo(rules, picture),
        MadeFacts::Video { duration_ms } => faults.length(rules, *duration_ms),
        MadeFacts::Recording(sound) => {
            faults.length(rules, sound.duration_ms);
            faults.sound(rules, sound);
        }
    }
    faults.found
}

struct Faults<'a> {
    control: &'a str,
    found: Vec<Fault>,
}

impl Faults<'_> {
    fn add(&mut self, code: &str, message: String) {
        let message = format!("`{}`: {message}", self.control);
        self.found.push(Fault::new("", code, message));
    }

    fn photo(&mut self, rules: &MakingRules, picture: &PictureFacts) {
        if let Some(minimum) = rules.min_sharpness.filter(|minimum| picture.sharpness < *minimum) {
            let message = format!(
                "the photo is blurred (sharpness {:.0}, at least {minimum} is asked for): hold the camera still and take it again",
                picture.sharpness
            );
            self.add("picture_blurred", message);
        }
    }

    fn length(&mut self, rules: &MakingRules, duration_ms: i64) {
        let seconds = |ms: i64| ms as f64 / 1_000.0;
        if duration_ms < rules.min_ms {
            let message = format!(
                "it is {:.1} s long, at least {} s are asked for: record it again",
                seconds(duration_ms),
                seconds(rules.min_ms)
            );
            self.add("recording_too_short", message);
        }
        if duration_ms > rules.max_ms {
            let message = format!(
                "it is {:.1} s long, at most {} s are taken: record it again",
                seconds(duration_ms),
                seconds(rules.max_ms)
            );
            self.add("recording_too_long", message);
        }
    }

    fn sound(&mut self, rules: &MakingRules, sound: &SoundFacts) {
        if sound.silent_percent >= SILENT_PERCENT {
            let message = "there is nothing to be heard: check the microphone and record it again".to_owned();
            return self.add("recording_silent", message);
        }
        if sound.silent_percent > rules.max_silent_percent {
            let message = format!(
                "{:.0} % of it is silence, at most {} % are taken: speak without long pauses and record it again",
                sound.silent_percent, rules.max_silent_percent
            );
            self.add("recording_mostly_silent", message);
        }
        if sound.level_dbfs < rules.min_level_dbfs {
            let message = format!(
                "it is too quiet ({:.0} dBFS, at least {} are asked for): come closer to the microphone and record it again",
                sound.level_dbfs, rules.min_level_dbfs
            );
            self.add("recording_too_quiet", message);
        }
        if sound.clipped_percent > rules.max_clipped_percent {
            let message = format!(
                "it is distorted ({:.1} % of it is at the limit): speak more softly or further away and record it again",
                sound.clipped_percent
            );
            self.add("recording_clipped", message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pumasi_interface::LabelConfig;

    fn rules(tag: &str) -> MakingRules {
        let xml = format!("<View><Text name=\"t\" value=\"$t\"/>{tag}</View>");
        LabelConfig::parse(&xml).unwrap().making_rules("c").unwrap()
    }

    fn codes(tag: &str, facts: MadeFacts) -> Vec<String> {
        let faults = judge("c", &rules(tag), &facts);
        assert!(faults.iter().all(|fault| fault.message.starts_with("`c`: ")));
        faults.into_iter().map(|fault| fault.code).collect()
    }

    const GOOD: SoundFacts = SoundFacts {
        duration_ms: 4_000,
        level_dbfs: -20.0,
        silent_percent: 20.0,
        clipped_percent: 0.0,
    };

    #[test]
    fn each_setting_of_a_recorder_has_its_fault() {
        let tag = r#"<Recorder name="c" toName="t" minSeconds="2" maxSeconds="10" minLevel="-30" maxSilence="50" maxClipping="1"/>"#;
        let with = |change: fn(&mut SoundFacts)| {
            let mut facts = GOOD;
            change(&mut facts);
            codes(tag, MadeFacts::Recording(facts))
        };
        assert!(with(|_| ()).is_empty());
        assert_eq!(with(|facts| facts.duration_ms = 1_999), ["recording_too_short"]);
        assert_eq!(with(|facts| facts.duration_ms = 10_001), ["recording_too_long"]);
        assert_eq!(with(|facts| facts.level_dbfs = -30.1), ["recording_too_quiet"]);
        assert_eq!(
            with(|facts| facts.silent_percent = 51.0),
            ["recording_mostly_silent"]
        );
        assert_eq!(with(|facts| facts.silent_percent = 100.0), ["recording_silent"]);
        assert_eq!(with(|facts| facts.clipped_percent = 1.5), ["recording_clipped"]);
    }

    #[test]
    fn photos_and_videos_have_theirs() {
        let photo = |sharpness| MadeFacts::Photo(PictureFacts { sharpness, hash: 0 });
        let tag = r#"<Capture name="c" toName="t" minSharpness="60"/>"#;
        assert_eq!(codes(tag, photo(59.0)), ["picture_blurred"]);
        assert!(codes(tag, photo(60.0)).is_empty());
        assert!(codes(r#"<Capture name="c" toName="t"/>"#, photo(1.0)).is_empty());
        let video = r#"<Capture name="c" toName="t" kind="video" maxSeconds="5"/>"#;
        assert_eq!(
            codes(video, MadeFacts::Video { duration_ms: 5_001 }),
            ["recording_too_long"]
        );
    }
}
