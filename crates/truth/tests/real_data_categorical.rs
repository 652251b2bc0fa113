//! Accuracies of GLAD, MACE, KOS and M-MSR on recorded answers, beside those of crowd-kit 1.4.2. Run it optimised
//! (`cargo test --release`), with `PUMASI_CROWD_DATA=<folder>`.

mod columns;

use std::time::Instant;

use pumasi_truth::categorical::{
    GladSettings, KosSettings, MaceSettings, MmsrSettings, glad, kos, mace, majority_vote, mmsr,
};
use pumasi_truth::{Answers, Posterior, Sizes};

/// A set, its number of classes, and crowd-kit's accuracies by GLAD, MACE, KOS and M-MSR; `None` where it was not run,
/// is for two classes, or fails with an error.
type Reference = (&'static str, [Option<f64>; 4]);

const REFERENCES: [Reference; 13] = [
    ("bluebird", [Some(0.722), Some(0.750), Some(0.722), Some(0.713)]),
    ("rte", [Some(0.926), Some(0.926), Some(0.497), Some(0.858)]),
    ("d_possent", [Some(0.948), Some(0.955), Some(0.933), Some(0.937)]),
    ("d_product", [Some(0.929), Some(0.932), Some(0.895), None]),
    ("s_rel", [Some(0.565), Some(0.490), None, Some(0.428)]),
    ("s_adult", [Some(0.760), Some(0.763), None, Some(0.751)]),
    ("face", [Some(0.630), Some(0.647), None, Some(0.630)]),
    ("sp", [None, None, Some(0.819), None]),
    ("trec", [None; 4]),
    ("zencrowd_us", [None, None, Some(0.873), None]),
    ("barzan", [None, None, Some(0.658), None]),
    ("event_words", [None, None, Some(0.378), None]),
    ("hitspam_cf", [None, None, Some(0.660), None]),
];

const METHODS: [&str; 4] = ["GLAD", "MACE", "KOS", "M-MSR"];

/// Accuracy and seconds; `None` where a method refuses.
type Measured = Option<(f64, f64)>;

/// Accuracy of the majority vote, and what every method reaches.
fn measure(name: &str) -> Option<(f64, [Measured; 4])> {
    let set = columns::read(name)?;
    let mut names: Vec<&String> = set.labels.iter().collect();
    names.sort();
    names.dedup();
    let class_of = |label: &String| names.binary_search(&label).ok();
    let classes: Vec<u32> = set
        .labels
        .iter()
        .map(|label| class_of(label).unwrap() as u32)
        .collect();
    let sizes = Sizes {
        tasks: set.task_count,
        workers: set.worker_count,
        classes: names.len(),
    };
    let answers = Answers::from_columns(&set.tasks, &set.workers, &classes, sizes).unwrap();
    let accuracy = |posterior: &Posterior| {
        let right = set
            .truth
            .iter()
            .filter(|(task, label)| class_of(label) == Some(posterior.best(*task as usize).class));
        right.count() as f64 / set.truth.len() as f64
    };
    let timed = |infer: &dyn Fn() -> Option<Posterior>| {
        let clock = Instant::now();
        let posterior = infer()?;
        Some((accuracy(&posterior), clock.elapsed().as_secs_f64()))
    };
    let found = [
        timed(&|| Some(glad(&answers, &GladSettings::default()).posterior)),
        timed(&|| Some(mace(&answers, &MaceSettings::default()).posterior)),
        timed(&|| {
            kos(&answers, &KosSettings::default())
                .ok()
                .map(|found| found.posterior)
        }),
        timed(&|| Some(mmsr(&answers, &MmsrSettings::default()).posterior)),
    ];
    Some((accuracy(&majority_vote(&answers)), found))
}

#[test]
fn accuracies_are_within_half_a_point_of_crowd_kit_or_better() {
    for (name, references) in REFERENCES {
        let Some((majority, found)) = measure(name) else {
            continue;
        };
        let cell = |found: &Measured| {
            found.map_or("n/a".to_string(), |(accuracy, seconds)| {
                format!("{accuracy:.4} / {seconds:.3} s")
            })
        };
        println!(
            "| {name} | {majority:.4} | {} |",
            found.iter().map(cell).collect::<Vec<_>>().join(" | ")
        );
        for ((method, found), reference) in METHODS.iter().zip(found).zip(references) {
            if let (Some((accuracy, _)), Some(reference)) = (found, reference) {
                // Three digits are known of the reference.
                assert!(
                    accuracy >= reference - 0.0055,
                    "{name}, {method}: {accuracy:.4}, crowd-kit has {reference}"
                );
            }
        }
    }
}
