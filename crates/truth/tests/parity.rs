//! The same numbers as crowd-kit 1.4.2, to 1e-9: fixtures under `parity/`, made by `parity/generate.py`. Fixtures of other
//! data are compared too if `PUMASI_PARITY_FIXTURES` names their folder.

use pumasi_truth::categorical::dawid_skene::{Settings, Stop, WorkerErrors, dawid_skene};
use pumasi_truth::categorical::{
    SkilledVote, ZeroBasedSettings, majority_vote, one_coin, wawa, zero_based_skill,
};
use pumasi_truth::{Answers, Sizes};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

const TOLERANCE: f64 = 1e-9;

struct Fixture {
    name: String,
    lines: HashMap<String, Vec<f64>>,
    answers: Answers,
}

impl Fixture {
    fn read(path: &Path) -> Fixture {
        let text = std::fs::read_to_string(path).unwrap();
        let mut lines: HashMap<String, Vec<f64>> = HashMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let name = words.next().unwrap().to_owned();
            lines.insert(name, words.map(|word| word.parse().unwrap()).collect());
        }
        let column = |name: &str| -> Vec<u32> { lines[name].iter().map(|value| *value as u32).collect() };
        let sizes = Sizes {
            tasks: column("sizes")[0] as usize,
            workers: column("sizes")[1] as usize,
            classes: column("sizes")[2] as usize,
        };
        let answers =
            Answers::from_columns(&column("tasks"), &column("workers"), &column("classes"), sizes).unwrap();
        Fixture {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            lines,
            answers,
        }
    }

    fn has(&self, name: &str) -> bool {
        self.lines.contains_key(name)
    }

    fn compare(&self, name: &str, ours: &[f64]) {
        self.compare_within(name, ours, TOLERANCE);
    }

    fn compare_within(&self, name: &str, ours: &[f64], tolerance: f64) {
        let theirs = &self.lines[name];
        assert_eq!(ours.len(), theirs.len(), "{} {name}: length", self.name);
        let differences = ours
            .iter()
            .zip(theirs)
            .map(|(ours, theirs)| (ours - theirs).abs());
        let (at, worst) = differences
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap();
        println!("{} {name}: {worst:.1e}", self.name);
        assert!(
            worst <= tolerance,
            "{} {name} at {at}: {} instead of {}",
            self.name,
            ours[at],
            theirs[at]
        );
    }
}

/// The committed fixtures, and those of the folder that the environment names.
fn fixtures() -> Vec<Fixture> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parity");
    let others = std::env::var_os("PUMASI_PARITY_FIXTURES").map(PathBuf::from);
    let mut paths: Vec<PathBuf> = [Some(here), others]
        .into_iter()
        .flatten()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 5, "the committed fixtures are there");
    paths.iter().map(|path| Fixture::read(path)).collect()
}

fn all(errors: &WorkerErrors) -> Vec<f64> {
    let rows = (0..errors.workers()).flat_map(|worker| errors.of_worker(worker));
    rows.flat_map(|(_, row)| row.iter().copied()).collect()
}

#[test]
fn votes() {
    for fixture in fixtures() {
        fixture.compare_within("majority", majority_vote(&fixture.answers).values(), 1e-15);
        let zero_based = zero_based_skill(&fixture.answers, &ZeroBasedSettings::default());
        for (name, found) in [("wawa", wawa(&fixture.answers)), ("zero_based", zero_based)] {
            let SkilledVote { posterior, skills } = found;
            fixture.compare(&format!("{name}_skills"), &skills);
            fixture.compare(name, posterior.values());
        }
    }
}

#[test]
fn dawid_skene_after_given_iterations() {
    for fixture in fixtures() {
        for (iterations, threads) in [(1, 1), (5, 2), (20, 1), (100, 1), (100, 3)] {
            let settings = Settings {
                stop: Stop::Iterations(iterations),
                threads,
            };
            let found = dawid_skene(&fixture.answers, &settings);
            assert_eq!(found.iterations, iterations);
            let name = format!("dawid_skene_{iterations}");
            fixture.compare(&name, found.posterior.values());
            fixture.compare(&format!("{name}_prior"), &found.class_prior);
            fixture.compare(&format!("{name}_errors"), &all(&found.errors));
        }
    }
}

#[test]
fn one_coin_after_given_iterations() {
    for fixture in fixtures() {
        for iterations in [1, 5, 20, 100] {
            let name = format!("one_coin_{iterations}");
            if !fixture.has(&name) {
                continue;
            }
            let found = one_coin(&fixture.answers, Stop::Iterations(iterations));
            fixture.compare(&name, found.posterior.values());
            fixture.compare(&format!("{name}_prior"), &found.class_prior);
            fixture.compare(&format!("{name}_skills"), &found.skills);
        }
    }
}

#[test]
fn the_compatible_stop() {
    let stop = Stop::Compatible {
        tolerance: 1e-5,
        at_most: 100,
    };
    for fixture in fixtures() {
        let found = dawid_skene(&fixture.answers, &Settings { stop, threads: 1 });
        fixture.compare_within("dawid_skene_stop_history", &found.history, 1e-8);
        fixture.compare("dawid_skene_stop", found.posterior.values());
        if fixture.has("one_coin_stop") {
            let found = one_coin(&fixture.answers, stop);
            fixture.compare_within("one_coin_stop_history", &found.history, 1e-8);
            fixture.compare("one_coin_stop", found.posterior.values());
        }
    }
}
