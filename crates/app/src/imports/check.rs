//! One row against its project: data, predictions and the known answer.

use crate::media::{parse_reference, references};
use pumasi_domain::MediaId;
use pumasi_formats::{ImportRow, Prediction, RowProblem, row_key};
use pumasi_interface::{CATEGORY_SEPARATOR, LabelConfig, Region};
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashSet};

/// Problems told of one row; the first few show what is wrong with it.
const PROBLEMS_PER_ROW: usize = 10;
/// Separates the labels of a known answer that has several.
const LABEL_SEPARATOR: char = '|';

/// Something wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowFault {
    pub line: i64,
    pub field: Option<String>,
    pub code: String,
    pub message: String,
}

impl From<RowProblem> for RowFault {
    fn from(problem: RowProblem) -> RowFault {
        RowFault {
            line: line_number(problem.line),
            field: problem.field,
            code: problem.code.to_owned(),
            message: problem.message,
        }
    }
}

/// A row that becomes a task. `data`, `predictions` and `gold` are JSON.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GoodRow {
    pub row_key: [u8; 32],
    pub external_id: Option<String>,
    pub data: String,
    pub predictions: Option<String>,
    pub gold: Option<String>,
}

/// What rows are checked against. Nothing in here changes between the check and the writing: both passes must find the
/// same rows good.
pub(super) struct Rules {
    pub config: std::sync::Arc<LabelConfig>,
    /// Files that the project had when the load was made.
    pub media: HashSet<MediaId>,
    pub gold_column: Option<String>,
    /// The control that a plain known answer is about.
    pub gold_control: Option<String>,
}

pub(super) fn line_number(line: u64) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
}

struct Faults {
    line: i64,
    found: Vec<RowFault>,
}

impl Faults {
    fn add(&mut self, field: impl Into<String>, code: &str, message: impl Into<String>) {
        if self.found.len() < PROBLEMS_PER_ROW {
            let field = Some(field.into());
            self.found.push(RowFault {
                line: self.line,
                field,
                code: code.to_owned(),
                message: message.into(),
            });
        }
    }
}

impl Rules {
    /// The row as a task, or everything that is wrong with it.
    pub fn check(&self, row: ImportRow) -> Result<GoodRow, Vec<RowFault>> {
        let mut faults = Faults {
            line: line_number(row.line),
            found: Vec::new(),
        };
        for problem in self.config.validate_data(&row.data) {
            faults.add(problem.path, problem.code, problem.message);
        }
        self.check_media(&row.data, &mut faults);
        let key = row_key(&row);
        let predictions = self.predictions(&row, &mut faults);
        let gold = self.gold(&row, &mut faults);
        if !faults.found.is_empty() {
            return Err(faults.found);
        }
        // Maps of JSON values and our own types are always JSON.
        let json = |value: Value| value.to_string();
        Ok(GoodRow {
            row_key: key,
            external_id: row.external_id,
            data: json(Value::Object(row.data)),
            predictions: predictions.map(|list| json(serde_json::json!(list))),
            gold: gold.map(|regions| json(serde_json::json!(regions))),
        })
    }

    fn check_media(&self, data: &Map<String, Value>, faults: &mut Faults) {
        for text in references(data) {
            if !parse_reference(text).is_some_and(|id| self.media.contains(&id)) {
                let message = format!(
                    "This project has no file `{text}`. Upload it first, and write its reference here."
                );
                faults.add("data", "media_unknown", message);
            }
        }
    }

    fn predictions(&self, row: &ImportRow, faults: &mut Faults) -> Option<Vec<Prediction>> {
        let mut kept = Vec::with_capacity(row.predictions.len());
        for (index, prediction) in row.predictions.iter().enumerate() {
            let field = format!("predictions[{index}].result");
            let Some(regions) = read_regions(&prediction.result, &field, faults) else {
                continue;
            };
            for problem in self.config.validate_answer(&row.data, &regions) {
                // A model may leave open what a person must fill in.
                if problem.code != "required" {
                    faults.add(
                        format!("{field}{}", problem.pointer),
                        problem.code,
                        problem.message,
                    );
                }
            }
            let result = regions.iter().map(|region| serde_json::json!(region)).collect();
            kept.push(Prediction {
                result,
                ..prediction.clone()
            });
        }
        (!kept.is_empty()).then_some(kept)
    }

    fn gold(&self, row: &ImportRow, faults: &mut Faults) -> Option<Vec<Region>> {
        let (regions, field) = match (&row.gold, &row.gold_value) {
            (Some(regions), _) => (read_regions(regions, "gold", faults)?, "gold".to_owned()),
            (None, Some(value)) => {
                let column = self.gold_column.clone().unwrap_or_else(|| "gold".to_owned());
                (vec![self.gold_region(row, value, &column, faults)?], column)
            }
            (None, None) => return None,
        };
        for problem in self.config.validate_answer(&row.data, &regions) {
            faults.add(
                format!("{field}{}", problem.pointer),
                problem.code,
                problem.message,
            );
        }
        Some(self.config.normalize_answer(&regions))
    }

    /// A plain label, or several with `|` between them, as the choice that it names.
    fn gold_region(&self, row: &ImportRow, value: &str, column: &str, faults: &mut Faults) -> Option<Region> {
        let control = self.config.control(self.gold_control.as_deref()?)?;
        let options = self.config.options(&control.name, &row.data);
        let parts: Vec<&str> = if control.multiple {
            value
                .split(LABEL_SEPARATOR)
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .collect()
        } else {
            vec![value.trim()]
        };
        let mut labels = BTreeSet::new();
        for part in parts {
            let known = options
                .iter()
                .find(|option| option.value == part || option.label == part);
            match known {
                Some(option) => {
                    labels.insert(option.value.as_str());
                }
                None => {
                    let known: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
                    let message = format!("`{part}` is none of the choices: {}.", known.join(", "));
                    faults.add(column, "gold_unknown_label", message);
                    return None;
                }
            }
        }
        let key = labels
            .into_iter()
            .collect::<Vec<_>>()
            .join(&CATEGORY_SEPARATOR.to_string());
        self.config.categorical_region(&control.name, &key, "gold")
    }
}

/// Regions as we keep them. Those of models may lack an id, which an answer needs.
fn read_regions(values: &[Value], field: &str, faults: &mut Faults) -> Option<Vec<Region>> {
    let mut regions = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        match serde_json::from_value::<Region>(value.clone()) {
            Ok(mut region) => {
                if region.id.is_empty() {
                    region.id = format!("r{index}");
                }
                regions.push(region);
            }
            Err(error) => {
                faults.add(
                    format!("{field}[{index}]"),
                    "bad_region",
                    format!("This is no region: {error}."),
                );
                return None;
            }
        }
    }
    Some(regions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pumasi_formats::{ImportFormat, ImportOptions, read_rows};
    use std::sync::Arc;
    use uuid::Uuid;

    const CONFIG: &str = r#"<View><Image name="image" value="$image"/><Text name="text" value="$text"/>
      <Choices name="animal" toName="image" choice="multiple" required="true">
        <Choice value="고양이" alias="cat"/><Choice value="개" alias="dog"/></Choices></View>"#;

    fn rules() -> Rules {
        Rules {
            config: Arc::new(LabelConfig::parse(CONFIG).unwrap()),
            media: HashSet::from([MediaId(Uuid::from_u128(1))]),
            gold_column: Some("known".to_owned()),
            gold_control: Some("animal".to_owned()),
        }
    }

    fn check(line: &str) -> Result<GoodRow, Vec<RowFault>> {
        let options = ImportOptions {
            gold_column: Some("known".to_owned()),
            ..ImportOptions::default()
        };
        // Written over several lines here for people; a row of the file is one line.
        let line = line.replace('\n', " ");
        let row = read_rows(ImportFormat::Jsonl, line.as_bytes(), &options)
            .next()
            .unwrap()
            .unwrap();
        rules().check(row)
    }

    fn codes(line: &str) -> Vec<String> {
        check(line)
            .unwrap_err()
            .into_iter()
            .map(|fault| fault.code)
            .collect()
    }

    #[test]
    fn a_plain_label_becomes_a_choice() {
        let row = check(r#"{"image": "https://x/a.png", "text": "t", "known": "개 | cat"}"#).unwrap();
        let gold: Vec<Region> = serde_json::from_str(row.gold.as_deref().unwrap()).unwrap();
        assert_eq!(gold[0].strings("choices"), ["cat", "dog"]);
        assert!(!row.data.contains("known"));
        assert_eq!(
            codes(r#"{"image": "https://x/a.png", "text": "t", "known": "새"}"#),
            ["gold_unknown_label"]
        );
        let bare = check(r#"{"image": "https://x/a.png", "text": "t", "known": ""}"#).unwrap();
        assert_eq!(bare.gold, None);
    }

    #[test]
    fn only_the_project_s_own_files_are_named() {
        let own = format!(r#"{{"image": "media:{}", "text": "t"}}"#, Uuid::from_u128(1));
        assert!(check(&own).is_ok());
        let other = format!(r#"{{"image": "media:{}", "text": "t"}}"#, Uuid::from_u128(2));
        assert_eq!(codes(&other), ["media_unknown"]);
        assert_eq!(codes(r#"{"image": "media:x", "text": "t"}"#), ["media_unknown"]);
    }

    #[test]
    fn predictions_may_be_partial_and_get_ids() {
        let row = check(
            r#"{"data": {"image": "https://x/a.png", "text": "t"}, "predictions": [{"model_version": "m", "score": 0.5,
              "result": [{"from_name": "animal", "to_name": "image", "type": "choices", "value": {"choices": ["cat"]}}]},
              {"result": []}]}"#,
        )
        .unwrap();
        let kept: Vec<Prediction> = serde_json::from_str(row.predictions.as_deref().unwrap()).unwrap();
        assert_eq!(kept[0].result[0]["id"], "r0");
        assert_eq!((kept[0].score, kept.len()), (Some(0.5), 2));
        let wrong = r#"{"data": {"image": "https://x/a.png", "text": "t"}, "predictions": [
              {"result": [{"from_name": "nobody", "to_name": "image", "type": "choices", "value": {}}]}]}"#;
        assert_eq!(codes(wrong), ["unknown_from_name"]);
    }

    #[test]
    fn a_known_answer_must_be_a_whole_one() {
        let line = r#"{"data": {"image": "https://x/a.png", "text": "t"}, "annotations": [{"result": []}]}"#;
        assert_eq!(codes(line), ["required"]);
    }

    #[test]
    fn everything_wrong_is_told_with_its_field() {
        let faults = check(r#"{"image": 5}"#).unwrap_err();
        let told: Vec<_> = faults
            .iter()
            .map(|f| (f.field.as_deref().unwrap(), f.code.as_str()))
            .collect();
        assert_eq!(told, [("image", "wrong_kind"), ("text", "missing_field")]);
    }
}
