//! Beginning a load: the upload is taken in and looked at, the rest happens in the background.

use super::{ImportView, spool::Spool};
use crate::access::require_project_member;
use crate::history::Change;
use crate::interfaces::sole_choice;
use crate::media::{clean_file_name, reference};
use crate::projects::require_not_closed;
use crate::{App, AppError, Caller, Done, Once};
use bytes::Bytes;
use futures::Stream;
use pumasi_domain::access::MemberRole;
use pumasi_domain::project::Project;
use pumasi_domain::verdict::Fault;
use pumasi_domain::{ImportId, MediaId, ProjectId};
use pumasi_formats::{ImportFormat, detect};
use pumasi_interface::LabelConfig;
use pumasi_store::imports::{self, Import};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What becomes of a file with bad rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnError {
    /// Nothing of it is added.
    #[default]
    Refuse,
    /// The good rows are added.
    Skip,
}

impl OnError {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            OnError::Refuse => "refuse",
            OnError::Skip => "skip",
        }
    }
}

/// How an upload is to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportRequest {
    /// `csv`, `tsv`, `jsonl`, `label_studio_json`, `text`, `zip`, or `auto` to look at the file.
    #[serde(default)]
    pub format: Option<String>,
    #[serde(default)]
    pub file_name: Option<String>,
    /// `refuse` (nothing is added if any row is bad) or `skip` (the good rows are).
    #[serde(default)]
    pub on_error: OnError,
    /// The field that holds the known answer, for interfaces of one choice.
    #[serde(default)]
    pub gold_column: Option<String>,
    /// For a zip: the data field that each picture goes to. The interface's first picture, if nothing is said.
    #[serde(default)]
    pub image_field: Option<String>,
}

/// What is kept of a request for the run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Options {
    pub gold_column: Option<String>,
    pub image_field: Option<String>,
}

/// A format by which uploads are read; a zip of pictures is none of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Rows(ImportFormat),
    Zip,
}

impl Format {
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Rows(format) => format.as_str(),
            Format::Zip => "zip",
        }
    }

    /// Reads what `as_str` wrote.
    pub fn parse(text: &str) -> Option<Format> {
        match text {
            "zip" => Some(Format::Zip),
            other => other.parse().ok().map(Format::Rows),
        }
    }

    /// The asked format, or the one that the file seems to be in, unless the file is something else altogether.
    fn of(asked: &str, file_name: &str, head: &[u8]) -> Result<Format, AppError> {
        let is_zip = head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06");
        let called_zip = file_name.to_lowercase().ends_with(".zip");
        match asked {
            "zip" if !is_zip => Err(AppError::invalid(
                "/format",
                "bad_zip",
                "the file is no zip: pack it again",
            )),
            "zip" => Ok(Format::Zip),
            "auto" if is_zip && called_zip => Ok(Format::Zip),
            asked => {
                let found = detect(file_name, head)
                    .map_err(|problem| AppError::invalid("/format", problem.code, problem.message))?;
                if asked == "auto" {
                    return Ok(Format::Rows(found));
                }
                asked
                    .parse()
                    .map(Format::Rows)
                    .map_err(|e: pumasi_formats::UnknownFormat| {
                        AppError::invalid("/format", "format_unknown", format!("{e}, zip, auto"))
                    })
            }
        }
    }
}

/// The asked or first picture field, if pictures alone make good tasks.
fn picture_field(config: &LabelConfig, asked: Option<&str>) -> Result<String, AppError> {
    let of_interface = || {
        config
            .data_fields()
            .into_iter()
            .find(|field| field.kind.is_media())
            .map(|field| field.path)
    };
    let field = asked
        .filter(|field| !field.is_empty())
        .map(str::to_owned)
        .or_else(of_interface)
        .ok_or_else(|| {
            let message =
                "the interface shows no picture, recording, video or document: add one to it, or send rows";
            AppError::invalid("/image_field", "image_field_missing", message)
        })?;
    let data = super::pictures::data(&field, &reference(MediaId(uuid::Uuid::nil())), "a.png");
    let faults = config.validate_data(&data).into_iter().map(|problem| {
        let message =
            format!("pictures alone do not make tasks here: {problem}. Send rows that name uploaded files.");
        Fault::new("/image_field", problem.code, message)
    });
    AppError::check(faults.collect())?;
    Ok(field)
}

/// What the request says about this project, checked.
fn options_of(request: &ImportRequest, config: &LabelConfig, format: Format) -> Result<Options, AppError> {
    let gold_column = request.gold_column.clone().filter(|column| !column.is_empty());
    if gold_column.is_some() && sole_choice(config).is_none() {
        let message = "a column can hold the known answer only where there is one choice to make: put regions into \
                       `annotations` instead";
        return Err(AppError::invalid(
            "/gold_column",
            "gold_needs_one_choice",
            message,
        ));
    }
    let image_field = match format {
        Format::Zip => Some(picture_field(config, request.image_field.as_deref())?),
        Format::Rows(_) => None,
    };
    Ok(Options {
        gold_column,
        image_field,
    })
}

impl App {
    /// Takes a file in and begins to make tasks of it. The reply comes when the file is safe; how far it is, the import
    /// says from then on. The same file sent twice adds nothing the second time.
    ///
    /// # Errors
    /// [`AppError::TooLarge`]; faults of the request, and of files that are no such thing at all. What is wrong with
    /// single rows is told later.
    pub async fn start_import<S, E>(
        &self,
        caller: &Caller,
        once: Option<Once>,
        project_id: ProjectId,
        request: ImportRequest,
        stream: S,
    ) -> Result<Done<ImportView>, AppError>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let project = self.import_project(caller, project_id).await?;
        let import_id = ImportId(self.ids.next());
        let spool = self.spool(import_id, stream).await?;
        let import = self.new_import(caller, &project, import_id, &request, &spool)?;
        let (app, caller) = (self.clone(), caller.clone());
        let done = self
            .write_once(project_id.0, once, move |tx, now| {
                // Once more: uploads take long.
                let project = require_project_member(tx, &caller, project_id, MemberRole::Manager)?;
                require_not_closed(&project)?;
                let import = Import { created_at: now, ..import.clone() };
                imports::insert(tx, &import)?;
                let change = Change {
                    kind: "import_started",
                    actor: Some(caller.user_id),
                    project_id,
                    subject_kind: "import",
                    subject_id: import_id.0,
                    data: json!({"file_name": import.file_name, "format": import.format, "bytes": import.bytes}),
                };
                app.note(tx, now, change)?;
                Ok(ImportView::from(import))
            })
            .await?;
        if !done.replayed {
            spool.keep();
            self.spawn_import(import_id);
        }
        Ok(done)
    }

    async fn import_project(&self, caller: &Caller, project_id: ProjectId) -> Result<Project, AppError> {
        let caller = caller.clone();
        let project = self
            .db
            .read(move |tx| require_project_member(tx, &caller, project_id, MemberRole::Manager))
            .await?;
        require_not_closed(&project)?;
        if project.interface_xml.trim().is_empty() {
            let message = "choose an interface first: rows are checked against it";
            return Err(AppError::conflict("interface_missing", message));
        }
        Ok(project)
    }

    fn new_import(
        &self,
        caller: &Caller,
        project: &Project,
        import_id: ImportId,
        request: &ImportRequest,
        spool: &Spool,
    ) -> Result<Import, AppError> {
        let config = self.interface(project.project_id, project.version, &project.interface_xml)?;
        let file_name = clean_file_name(request.file_name.as_deref().unwrap_or("upload"));
        let asked = request
            .format
            .as_deref()
            .filter(|format| !format.is_empty())
            .unwrap_or("auto");
        let format = Format::of(asked, &file_name, &spool.head()?)?;
        let options = options_of(request, &config, format)?;
        Ok(Import {
            import_id,
            project_id: project.project_id,
            file_name,
            format: format.as_str().to_owned(),
            on_error: request.on_error.as_str().to_owned(),
            options: json!(options).to_string(),
            state: "checking".to_owned(),
            bytes: spool.bytes,
            rows_read: 0,
            rows_added: 0,
            rows_duplicate: 0,
            rows_bad: 0,
            reason: None,
            created_by: caller.user_id,
            created_at: self.now(),
            finished_at: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(result: Result<Format, AppError>) -> String {
        match result {
            Err(AppError::Invalid(faults)) => faults[0].code.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn formats_are_told_from_the_file_and_foreign_ones_refused() {
        assert_eq!(
            Format::of("auto", "a.csv", b"x,y\n1,2").unwrap(),
            Format::Rows(ImportFormat::Csv)
        );
        assert_eq!(
            Format::of("auto", "photos.ZIP", b"PK\x03\x04rest").unwrap(),
            Format::Zip
        );
        assert_eq!(
            Format::of("tsv", "a.csv", b"x\ty\n1\t2").unwrap(),
            Format::Rows(ImportFormat::Tsv)
        );
        assert_eq!(
            code(Format::of("csv", "a.xlsx", b"PK\x03\x04rest")),
            "spreadsheet"
        );
        assert_eq!(code(Format::of("zip", "a.zip", b"not one")), "bad_zip");
        assert_eq!(code(Format::of("xml", "a.xml", b"<a/>")), "format_unknown");
        assert_eq!(code(Format::of("auto", "a.csv", b"")), "empty_file");
        for format in [Format::Zip, Format::Rows(ImportFormat::Jsonl)] {
            assert_eq!(Format::parse(format.as_str()), Some(format));
        }
    }

    #[test]
    fn pictures_alone_must_make_a_task() {
        let config = |text: &str| LabelConfig::parse(text).unwrap();
        let image = config(
            r#"<View><Image name="i" value="$photo"/><Choices name="c" toName="i"><Choice value="A"/></Choices></View>"#,
        );
        assert_eq!(picture_field(&image, None).unwrap(), "photo");
        assert!(picture_field(&image, Some("other")).is_err());
        let text = config(
            r#"<View><Text name="t" value="$text"/><Choices name="c" toName="t"><Choice value="A"/></Choices></View>"#,
        );
        assert!(picture_field(&text, None).is_err());
    }
}
