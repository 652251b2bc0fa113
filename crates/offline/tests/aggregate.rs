//! `pumasi aggregate` from the outside: files in, files out.

use clap::Parser;
use std::path::Path;

#[derive(Parser)]
struct Program {
    #[command(subcommand)]
    command: pumasi_offline::Command,
}

/// Runs `aggregate` on the text with further arguments, in which `@` stands for the folder.
fn run(folder: &Path, input: &str, arguments: &str) -> anyhow::Result<String> {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    std::fs::write(path("answers.csv"), input)?;
    let mut words = vec!["pumasi".to_owned(), "aggregate".to_owned()];
    words.extend([
        "--input".to_owned(),
        path("answers.csv"),
        "--output".to_owned(),
        path("labels.csv"),
    ]);
    words.extend(
        arguments
            .split_whitespace()
            .map(|word| word.replace('@', folder.to_str().unwrap())),
    );
    Program::try_parse_from(words)?.command.run()?;
    Ok(std::fs::read_to_string(path("labels.csv"))?)
}

const ANSWERS: &str = "label,task,worker,note\n\
    yes,t2,ann,\nyes,t2,bob,\nno,t2,cy,x\n\
    no,t1,ann,\nno,t1,bob,\nyes,t1,cy,\n\
    yes,t3,ann,\nyes,t3,bob,\nyes,t3,cy,\n\
    no,\"t, 4\",ann,\nno,\"t, 4\",bob,\nno,\"t, 4\",cy,\n";

#[test]
fn every_method_for_classes_finds_what_most_say() {
    let folder = tempfile::tempdir().unwrap();
    // Not kos: its first messages are random, and with four tasks they decide.
    let methods = "majority wawa zero-based one-coin dawid-skene hierarchical auto glad mace m-msr";
    for method in methods.split(' ') {
        let found = run(folder.path(), ANSWERS, &format!("--method {method}")).unwrap();
        assert_eq!(
            found, "task,label\nt2,yes\nt1,no\nt3,yes\n\"t, 4\",no\n",
            "{method}"
        );
    }
}

#[test]
fn any_number_of_threads_gives_the_same_labels() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "worker,task,label\n".to_owned();
    for row in 0..240_000u32 {
        let task = row / 4 + row * 7 % 5;
        let label = (task.wrapping_mul(2_654_435_761) >> 20) % 5;
        let given = if row % 3 == 0 { row % 5 } else { label };
        text.push_str(&format!("person-{},task-{task},{given}\n", row * 31 % 400));
    }
    let labels = |more: &str| {
        let arguments = format!("--method dawid-skene --iterations 5 {more}");
        run(folder.path(), &text, &arguments).unwrap()
    };
    let one = labels("--threads 1");
    assert!(one.lines().count() > 60_000 && one.starts_with("task,label\ntask-0,"));
    for more in ["--threads 2", "--threads 5", ""] {
        assert!(labels(more) == one, "{more}");
    }
}

#[test]
fn probabilities_and_workers_are_written_beside() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = "--method majority --probabilities @/p.csv --workers @/w.csv";
    run(folder.path(), ANSWERS, arguments).unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("p.csv").starts_with("task,label,probability\nt2,no,0.333333"));
    assert_eq!(read("p.csv").lines().count(), 1 + 4 * 2);
    let workers = read("w.csv");
    let lines: Vec<&str> = workers.lines().collect();
    assert_eq!(lines[0], "worker,answers,skill");
    assert!(
        lines[1].starts_with("ann,4,0.8333333") && lines[3].starts_with("cy,4,0.6666666"),
        "{lines:?}"
    );
    run(folder.path(), ANSWERS, "--method dawid-skene --workers @/w.csv").unwrap();
    assert!(read("w.csv").starts_with("worker,answers,skill,information\nann,4,"));
}

#[test]
fn a_tie_goes_to_the_label_that_sorts_first_whatever_the_order_of_rows() {
    let folder = tempfile::tempdir().unwrap();
    for rows in ["a,1,10\nb,1,9\n", "b,1,9\na,1,10\n"] {
        let input = format!("worker,task,label\n{rows}");
        assert_eq!(
            run(folder.path(), &input, "--method majority").unwrap(),
            "task,label\n1,9\n"
        );
    }
}

#[test]
fn the_other_kinds_keep_the_format_of_their_labels() {
    let folder = tempfile::tempdir().unwrap();
    let of = |kind: &str, rows: &str| {
        let header = if kind == "pairwise" {
            "worker,task,left,right,label"
        } else {
            "worker,task,label"
        };
        run(
            folder.path(),
            &format!("{header}\n{rows}"),
            &format!("--kind {kind}"),
        )
        .unwrap()
    };
    assert_eq!(of("numeric", "a,1,2\nb,1,4.5\n"), "task,label\n1,3.25\n");
    let found = of(
        "text",
        "a,1,\"Good morning, all\"\nb,1,\"Good morning, all\"\nc,1,Bad evening\n",
    );
    assert_eq!(found, "task,label\n1,\"Good morning, all\"\n");
    let found = of("pairwise", "a,1,x,y,x\nb,1,y,x,x\na,2,y,z,y\nb,2,z,x,tie\n");
    let items: Vec<&str> = found
        .lines()
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert_eq!(items, ["label", "x", "y", "z"]);
    let spans = "\"[[2, 5]]\"";
    let rows: String = (0..8)
        .flat_map(|task| ["a", "b", "c"].map(|who| format!("{who},{task},{spans}\n")))
        .collect();
    assert!(of("spans", &rows).starts_with("task,label\n0,\"[[2, 5]]\"\n1,"));
    let boxes = "\"[[10, 20, 30.5, 40, \"\"car\"\"]]\"";
    let rows: String = (0..8)
        .flat_map(|task| ["a", "b", "c"].map(|who| format!("{who},{task},{boxes}\n")))
        .collect();
    assert!(of("boxes", &rows).starts_with(&format!("task,label\n0,{boxes}\n")));
}

#[test]
fn errors_name_the_place_and_the_mend() {
    let folder = tempfile::tempdir().unwrap();
    let error = |input: &str, arguments: &str| run(folder.path(), input, arguments).unwrap_err().to_string();
    assert!(error(ANSWERS, "--method best").contains("there are: auto hierarchical majority"));
    assert!(error("worker,task,label\n", "").contains("has no answers, only a header"));
    assert!(
        error("worker,task,label\na,1,x\n", "--kind numeric")
            .contains("line 2: `label` is `x`; write a number")
    );
    assert!(
        error("worker,task,label\na,1,x\n", "--kind spans")
            .contains("line 2: `label` is `x`; write a JSON list")
    );
    assert!(error("worker,task,label\na,1,\"[[3, 3]]\"\n", "--kind spans").contains("0 <= start < end"));
    assert!(error("worker,left,right,label\na,1,2,3\n", "--kind pairwise").contains("or tie"));
    assert!(error("worker,task,label\na,1,x\nb,1,y\nc,1,z\n", "--method kos").contains("two classes"));
    assert!(error("a,1,x\n", "").contains("there is no column `worker`"));
}

#[test]
fn where_everybody_says_the_same_every_method_says_it_too() {
    let folder = tempfile::tempdir().unwrap();
    let one = "worker,task,label\nann,t1,yes\n";
    let all = "worker,task,label\nann,t1,yes\nbob,t1,yes\nann,t2,yes\n";
    let methods = "majority wawa zero-based one-coin dawid-skene hierarchical auto glad mace kos m-msr";
    for method in methods.split(' ') {
        let arguments = format!("--method {method}");
        assert_eq!(
            run(folder.path(), one, &arguments).unwrap(),
            "task,label\nt1,yes\n",
            "{method}"
        );
        assert_eq!(
            run(folder.path(), all, &arguments).unwrap(),
            "task,label\nt1,yes\nt2,yes\n",
            "{method}"
        );
    }
}
