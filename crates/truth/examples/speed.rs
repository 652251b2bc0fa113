//! Measures Dawid-Skene on generated answers, next to two limits of the machine. Called by `bench/truth.sh`.
//!
//! `speed write FILE TASKS PER_TASK WORKERS CLASSES` writes answers as CSV;
//! `speed measure TASKS PER_TASK WORKERS CLASSES THREADS` prints `name value` lines, times in milliseconds.

use pumasi_truth::categorical::dawid_skene::{Settings, Stop, dawid_skene};
use pumasi_truth::{Answers, Sizes};
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::time::Instant;

/// Tasks that are open at a time: their answers come mixed.
const OPEN_TASKS: usize = 1000;

/// Repetitions, of which the fastest counts: the machine may be busy with other things.
const REPETITIONS: usize = 5;

struct Columns {
    tasks: Vec<u32>,
    workers: Vec<u32>,
    classes: Vec<u32>,
    sizes: Sizes,
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Workers who are right in 50 to 95 % of their answers, tasks in windows of arrival.
fn generate(tasks: usize, per_task: usize, workers: usize, classes: usize) -> Columns {
    let mut random = Random(7);
    let skills: Vec<f64> = (0..workers).map(|_| 0.5 + 0.45 * random.unit()).collect();
    let mut columns = Columns {
        tasks: Vec::new(),
        workers: Vec::new(),
        classes: Vec::new(),
        sizes: Sizes {
            tasks,
            workers,
            classes,
        },
    };
    for first in (0..tasks).step_by(OPEN_TASKS) {
        let open = OPEN_TASKS.min(tasks - first);
        let truths: Vec<usize> = (0..open).map(|_| random.below(classes)).collect();
        let mut order: Vec<usize> = (0..open * per_task).map(|slot| slot / per_task).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, random.below(last + 1));
        }
        for task in order {
            let worker = random.below(workers);
            let is_right = random.unit() < skills[worker];
            let other = (truths[task] + 1 + random.below(classes - 1)) % classes;
            columns.tasks.push((first + task) as u32);
            columns.workers.push(worker as u32);
            columns
                .classes
                .push(if is_right { truths[task] } else { other } as u32);
        }
    }
    columns
}

fn write(path: &str, columns: &Columns) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
    writeln!(file, "worker,task,label")?;
    for row in 0..columns.tasks.len() {
        let (worker, task, class) = (columns.workers[row], columns.tasks[row], columns.classes[row]);
        writeln!(file, "{worker},{task},{class}")?;
    }
    file.flush()
}

/// The fastest of some runs, in milliseconds.
fn fastest(mut run: impl FnMut()) -> f64 {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1e3
    };
    (0..REPETITIONS).map(time).fold(f64::INFINITY, f64::min)
}

/// Every answer reads one row of its worker's table, and then every answer adds to one row of another; nothing is
/// calculated.
fn gather<const K: usize>(answers: &Answers) -> f64 {
    let rows = answers.sizes().workers * K;
    let read = vec![[1.0_f64; K]; rows];
    let mut written = vec![[0.0_f64; K]; rows];
    let (_, codes) = answers.columns();
    fastest(|| {
        let mut sums = [0.0; K];
        for code in codes {
            for (sum, value) in sums.iter_mut().zip(&read[*code as usize]) {
                *sum += value;
            }
        }
        let sums = black_box(sums);
        for code in codes {
            for (value, sum) in written[*code as usize].iter_mut().zip(&sums) {
                *value += sum;
            }
        }
        black_box(&written);
    })
}

/// Reading the columns once.
fn stream(answers: &Answers) -> f64 {
    let (starts, codes) = answers.columns();
    fastest(|| {
        let sum = |column: &[u32]| -> u32 { column.iter().fold(0, |sum, value| sum.wrapping_add(*value)) };
        black_box(sum(black_box(starts)).wrapping_add(sum(black_box(codes))));
    })
}

fn measure(columns: Columns, threads: usize) {
    let started = Instant::now();
    let Columns {
        tasks,
        workers,
        classes,
        sizes,
    } = columns;
    let answers =
        Answers::from_columns(&tasks, &workers, &classes, sizes).expect("numbers are in their ranges");
    drop((tasks, workers, classes));
    println!("order_ms {:.1}", started.elapsed().as_secs_f64() * 1e3);
    println!("stream_ms {:.2}", stream(&answers));
    let gather = match sizes.classes {
        2 => gather::<2>(&answers),
        4 => gather::<4>(&answers),
        10 => gather::<10>(&answers),
        _ => f64::NAN,
    };
    println!("gather_ms {gather:.2}");
    let forced = |iterations| {
        let stop = Stop::Iterations(iterations);
        fastest(|| {
            black_box(dawid_skene(&answers, &Settings { stop, threads }));
        })
    };
    let (few, many) = (forced(1), forced(11));
    println!("first_iteration_ms {few:.1}");
    println!("iteration_ms {:.2}", (many - few) / 10.0);
    let settings = Settings {
        stop: Stop::default(),
        threads,
    };
    let start = Instant::now();
    let found = dawid_skene(&answers, &settings);
    println!("whole_ms {:.1}", start.elapsed().as_secs_f64() * 1e3);
    println!("whole_iterations {}", found.iterations);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(line) = status.lines().find(|line| line.starts_with("VmHWM:")) {
        let kilobytes = line
            .split_whitespace()
            .nth(1)
            .and_then(|value| value.parse::<f64>().ok());
        println!("peak_mb {:.0}", kilobytes.unwrap_or(f64::NAN) / 1024.0);
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let numbers = |words: &[&str]| -> Vec<usize> {
        words
            .iter()
            .map(|word| word.parse().expect("a whole number"))
            .collect()
    };
    match &words[..] {
        ["write", path, sizes @ ..] if sizes.len() == 4 => {
            let sizes = numbers(sizes);
            let columns = generate(sizes[0], sizes[1], sizes[2], sizes[3]);
            write(path, &columns).expect("the file can be written");
        }
        ["measure", rest @ ..] if rest.len() == 5 => {
            let sizes = numbers(rest);
            measure(generate(sizes[0], sizes[1], sizes[2], sizes[3]), sizes[4]);
        }
        _ => {
            eprintln!(
                "speed write FILE TASKS PER_TASK WORKERS CLASSES\nspeed measure TASKS PER_TASK WORKERS CLASSES THREADS"
            );
            std::process::exit(2);
        }
    }
}
