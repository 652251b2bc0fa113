//! MACE: who answers knowing and who spams (Hovy, Berg-Kirkpatrick, Vaswani and Hovy, Learning whom to trust with MACE,
//! NAACL-HLT 2013).

use crate::answers::Answers;
use crate::posterior::Posterior;
use crate::random::Random;
use crate::special::digamma;

/// How [`mace`] runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MaceSettings {
    /// Both parameters of the Beta prior of every worker's chance to know.
    pub knowing_prior: f64,
    /// Dirichlet prior of each class in every worker's way to spam.
    pub spamming_prior: f64,
    /// Whether the shares of the classes are learned; as the paper has it they are equal. Learned, they repair sets where
    /// one of two classes is rare, whose majority else passes for spam; with more classes they starve the rare ones.
    /// `None` learns them for two classes only.
    pub learn_class_shares: Option<bool>,
    /// Random starts; the one of greatest likelihood is kept.
    pub restarts: usize,
    /// Rounds of each at most.
    pub rounds: usize,
    /// A start stops when its log-likelihood rises by less than this share of itself.
    pub tolerance: f64,
    /// Seed of the starts: equal seeds give equal outcomes.
    pub seed: u64,
}

impl Default for MaceSettings {
    fn default() -> MaceSettings {
        MaceSettings {
            knowing_prior: 0.5,
            spamming_prior: 10.0,
            learn_class_shares: None,
            restarts: 10,
            rounds: 50,
            tolerance: 1e-6,
            seed: 0,
        }
    }
}

/// What MACE found.
#[derive(Debug, Clone, PartialEq)]
pub struct Mace {
    /// Probability of each class for each task.
    pub posterior: Posterior,
    /// 1 − θ of every worker: the chance that an answer was given knowing the truth; the prior's without answers.
    pub skills: Vec<f64>,
    /// ξ: what every worker answers who does not know, K numbers each, summing to 1.
    pub spamming: Vec<f64>,
    /// Marginal log-likelihood of the start that was kept.
    pub log_likelihood: f64,
}

/// A task's class is uniform (but see [`MaceSettings::learn_class_shares`]); a worker knows it with probability 1 − θ and then answers it, or else spams by ξ
/// (fig. 1 of the paper). Expectation with a variational-Bayes M-step (§2.2: the digamma of expected counts and priors),
/// from several random starts.
pub fn mace(answers: &Answers, settings: &MaceSettings) -> Mace {
    let mut random = Random::new(settings.seed);
    let mut best: Option<Model> = None;
    for _ in 0..settings.restarts.max(1) {
        let mut model = Model::random(answers, &mut random);
        model.fit(answers, settings);
        if best
            .as_ref()
            .is_none_or(|best| model.log_likelihood > best.log_likelihood)
        {
            best = Some(model);
        }
    }
    let mut model = best.expect("at least one start");
    let mut posterior = Posterior::zeroed(answers.sizes());
    model.log_likelihood = model.expect(answers, |task, row| posterior.row_mut(task).copy_from_slice(row));
    let skills = (0..answers.sizes().workers)
        .map(|worker| model.mean_of_knowing(worker, settings))
        .collect();
    Mace {
        posterior,
        skills,
        spamming: model.mean_of_spamming(settings),
        log_likelihood: model.log_likelihood,
    }
}

/// Learned shares of the classes are drawn to equal ones as if by so many times the tasks.
const CLASS_SHRINKAGE: f64 = 0.3;

struct Model {
    classes: usize,
    /// Of every worker (1 − θ) and θ; by variational Bayes they sum to less than 1.
    knowing: Vec<[f64; 2]>,
    /// ξ of every worker, K each.
    spamming: Vec<f64>,
    /// Expected counts of the last E-step.
    knowing_counts: Vec<[f64; 2]>,
    spamming_counts: Vec<f64>,
    log_likelihood: f64,
    class_shares: Vec<f64>,
    class_counts: Vec<f64>,
}

impl Model {
    fn random(answers: &Answers, random: &mut Random) -> Model {
        let sizes = answers.sizes();
        let knowing = (0..sizes.workers)
            .map(|_| {
                let (know, spam) = (1.0 + 0.5 * random.uniform(), 1.0 + 0.5 * random.uniform());
                [know / (know + spam), spam / (know + spam)]
            })
            .collect();
        let mut spamming: Vec<f64> = (0..sizes.workers * sizes.classes)
            .map(|_| 1.0 + 0.5 * random.uniform())
            .collect();
        for row in spamming.chunks_exact_mut(sizes.classes.max(1)) {
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|value| *value /= sum);
        }
        Model {
            classes: sizes.classes,
            knowing,
            spamming_counts: vec![0.0; spamming.len()],
            spamming,
            knowing_counts: vec![[0.0; 2]; sizes.workers],
            log_likelihood: f64::NEG_INFINITY,
            class_shares: vec![1.0 / sizes.classes as f64; sizes.classes],
            class_counts: vec![0.0; sizes.classes],
        }
    }

    fn fit(&mut self, answers: &Answers, settings: &MaceSettings) {
        for _ in 0..settings.rounds {
            let now = self.expect(answers, |_, _| ());
            let settled = (now - self.log_likelihood).abs() <= settings.tolerance * now.abs();
            self.log_likelihood = now;
            if settled {
                break;
            }
            self.improve(settings);
        }
    }

    /// Expected counts (E-step); tells every task's posterior, and returns the marginal log-likelihood.
    fn expect(&mut self, answers: &Answers, mut tell: impl FnMut(usize, &[f64])) -> f64 {
        self.knowing_counts.fill([0.0; 2]);
        self.spamming_counts.fill(0.0);
        let classes = self.classes;
        let mut row = vec![0.0; classes];
        self.class_counts.fill(0.0);
        let mut total = 0.0;
        for task in 0..answers.sizes().tasks {
            // An answer multiplies all classes by θξ, and its own by 1 + (1 − θ) / θξ above that.
            row.copy_from_slice(&self.class_shares);
            let mut ln_scale = 0.0;
            for (at, code) in answers.codes(task).iter().enumerate() {
                let [know, spam] = self.knowing[*code as usize / classes];
                let spammed = spam * self.spamming[*code as usize];
                ln_scale += spammed.ln();
                row[*code as usize % classes] *= 1.0 + know / spammed;
                if at % 16 == 15 {
                    ln_scale += rescale(&mut row);
                }
            }
            total += ln_scale + rescale(&mut row);
            for code in answers.codes(task) {
                let (worker, class) = (*code as usize / classes, *code as usize % classes);
                let [know, spam] = self.knowing[worker];
                let knew = row[class] * know / (know + spam * self.spamming[*code as usize]);
                self.knowing_counts[worker][0] += knew;
                self.knowing_counts[worker][1] += 1.0 - knew;
                self.spamming_counts[*code as usize] += 1.0 - knew;
            }
            tell(task, &row);
            self.class_counts
                .iter_mut()
                .zip(&row)
                .for_each(|(count, share)| *count += share);
        }
        total
    }

    /// The variational M-step: exp(ψ(count + prior) − ψ(sum)).
    fn improve(&mut self, settings: &MaceSettings) {
        if settings.learn_class_shares.unwrap_or(self.classes == 2) {
            let tasks: f64 = self.class_counts.iter().sum();
            let even = CLASS_SHRINKAGE * tasks / self.classes as f64;
            for (share, count) in self.class_shares.iter_mut().zip(&self.class_counts) {
                *share = (count + even) / (tasks * (1.0 + CLASS_SHRINKAGE));
            }
        }
        for (value, count) in self.knowing.iter_mut().zip(&self.knowing_counts) {
            let all = digamma(count[0] + count[1] + 2.0 * settings.knowing_prior);
            *value = count.map(|count| (digamma(count + settings.knowing_prior) - all).exp());
        }
        let classes = self.classes.max(1);
        let rows = self
            .spamming
            .chunks_exact_mut(classes)
            .zip(self.spamming_counts.chunks_exact(classes));
        for (values, counts) in rows {
            let sum = counts.iter().sum::<f64>() + classes as f64 * settings.spamming_prior;
            let all = digamma(sum);
            for (value, count) in values.iter_mut().zip(counts) {
                *value = (digamma(count + settings.spamming_prior) - all).exp();
            }
        }
    }

    fn mean_of_knowing(&self, worker: usize, settings: &MaceSettings) -> f64 {
        let [know, spam] = self.knowing_counts[worker];
        (know + settings.knowing_prior) / (know + spam + 2.0 * settings.knowing_prior)
    }

    fn mean_of_spamming(&self, settings: &MaceSettings) -> Vec<f64> {
        let mut means = Vec::with_capacity(self.spamming_counts.len());
        for counts in self.spamming_counts.chunks_exact(self.classes.max(1)) {
            let sum = counts.iter().sum::<f64>() + counts.len() as f64 * settings.spamming_prior;
            means.extend(counts.iter().map(|count| (count + settings.spamming_prior) / sum));
        }
        means
    }
}

/// Brings a row to sum 1; the logarithm of what it was divided by.
fn rescale(row: &mut [f64]) -> f64 {
    let sum: f64 = row.iter().sum();
    row.iter_mut().for_each(|value| *value /= sum);
    sum.ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::categorical::crowds::{accuracy, crowd, degenerate, reversed, spammers};

    #[test]
    fn spammers_and_their_way_are_found() {
        let (answers, truth) = spammers(3, 4, 3, 400, 5);
        let found = mace(&answers, &MaceSettings::default());
        assert!(
            accuracy(&found.posterior, &truth) > 0.95,
            "{}",
            accuracy(&found.posterior, &truth)
        );
        for worker in 0..4 {
            assert!(found.skills[worker] > 0.7, "{:?}", found.skills);
        }
        for worker in 4..7 {
            assert!(found.skills[worker] < 0.1, "{:?}", found.skills);
            assert!(
                found.spamming[worker * 3 + 2] > 0.85,
                "all of them answer the last class"
            );
        }
    }

    #[test]
    fn the_seed_decides_and_nothing_else() {
        let (answers, _) = crowd(2, &[0.9, 0.7, 0.6, 0.55], 50, 3);
        let one = mace(&answers, &MaceSettings::default());
        assert_eq!(one, mace(&answers, &MaceSettings::default()));
        let two = mace(&reversed(&answers), &MaceSettings::default());
        for (a, b) in one.posterior.values().iter().zip(two.posterior.values()) {
            assert!((a - b).abs() < 1e-7);
        }
    }

    #[test]
    fn degenerate_answers_do_no_harm() {
        for answers in degenerate() {
            let found = mace(&answers, &MaceSettings::default());
            assert!(
                found
                    .posterior
                    .values()
                    .iter()
                    .chain(&found.skills)
                    .all(|value| (0.0..=1.0).contains(value))
            );
        }
    }
}
