//! The people of the demo.

use super::{DemoLogin, DemoOptions};
use crate::client::{Client, ClientError, MemberRole};
use futures::StreamExt;
use futures::stream;

/// Somebody who will sign up.
pub(super) struct Person {
    pub email: &'static str,
    pub name: &'static str,
    locale: &'static str,
}

const fn person(email: &'static str, name: &'static str) -> Person {
    Person {
        email,
        name,
        locale: "ko",
    }
}

pub(super) const REQUESTER: Person = person("requester@example.com", "한지민");
const WORKER: Person = person("worker@example.com", "김하늘");
const INSPECTOR: Person = person("inspector@example.com", "박선영");
const ADULT_WORKER: Person = person("adult@example.com", "오정우");
const MEMBERS: [Person; 2] = [
    person("manager@example.com", "서동현"),
    person("viewer@example.com", "문가영"),
];
const SECOND_MEMBERS: [Person; 3] = [
    person("owner.namumal@example.com", "배성호"),
    person("manager.namumal@example.com", "송유나"),
    person("viewer.namumal@example.com", "홍지훈"),
];
const WORKERS: [Person; 12] = [
    person("seoyeon.lee@example.com", "이서연"),
    person("doyun.choi@example.com", "최도윤"),
    person("jiwoo.jung@example.com", "정지우"),
    person("hajun.kang@example.com", "강하준"),
    person("sua.cho@example.com", "조수아"),
    person("minjun.yoon@example.com", "윤민준"),
    person("yeeun.jang@example.com", "장예은"),
    person("siwoo.lim@example.com", "임시우"),
    person("chaewon.oh@example.com", "오채원"),
    person("eunwoo.shin@example.com", "신은우"),
    person("yujin.hwang@example.com", "황유진"),
    person("geonu.ahn@example.com", "안건우"),
];
/// People who click through: both are stopped in the picture project.
const CARELESS: [Person; 2] = [
    person("paused@example.com", "유재민"),
    person("minho.bae@example.com", "배민호"),
];
const INSPECTORS: [Person; 4] = [
    person("soojin.kwon@example.com", "권수진"),
    person("taeho.nam@example.com", "남태호"),
    // Look only at what is audited, which nobody may who has seen the task before.
    person("garam.lee@example.com", "이가람"),
    person("haeun.seo@example.com", "서하은"),
];

/// Somebody who has signed up.
#[derive(Clone, Debug)]
pub(super) struct Actor {
    pub client: Client,
    pub email: String,
    pub user_id: String,
}

/// A requester with its money.
#[derive(Clone, Debug)]
pub(super) struct Buyer {
    pub organization_id: String,
}

/// Everybody, signed up and paid in.
pub(super) struct Cast {
    pub requester: Actor,
    pub second_requester: Actor,
    pub first: Buyer,
    pub second: Buyer,
    pub worker: Actor,
    pub adult_worker: Actor,
    pub inspector: Actor,
    pub workers: Vec<Actor>,
    pub careless: Vec<Actor>,
    pub inspectors: Vec<Actor>,
}

/// How many sign up at once; the server makes each wait for a slow hash.
const SIGN_UPS_AT_ONCE: usize = 4;

async fn sign_up(stranger: &Client, people: &[Person], password: &str) -> Result<Vec<Actor>, ClientError> {
    let all: Vec<_> = stream::iter(people)
        .map(|person| async move {
            let (client, me) = stranger
                .sign_up(person.email, password, person.name, person.locale)
                .await?;
            Ok(Actor {
                client,
                email: me.email,
                user_id: me.user_id,
            })
        })
        .buffered(SIGN_UPS_AT_ONCE)
        .collect()
        .await;
    all.into_iter().collect()
}

impl Cast {
    /// Signs everybody up, founds the organizations and credits their deposits.
    pub(super) async fn assemble(stranger: &Client, options: &DemoOptions) -> Result<Cast, ClientError> {
        let (operator, me) = stranger
            .sign_in(&options.operator_email, &options.operator_password)
            .await?;
        let password = &options.password;
        let [requester, worker, inspector, adult_worker] =
            some(sign_up(stranger, &[REQUESTER, WORKER, INSPECTOR, ADULT_WORKER], password).await?);
        let members = sign_up(stranger, &MEMBERS, password).await?;
        let [second_requester, second_manager, second_viewer] =
            some(sign_up(stranger, &SECOND_MEMBERS, password).await?);
        let workers = sign_up(stranger, &WORKERS, password).await?;
        let careless = sign_up(stranger, &CARELESS, password).await?;
        let inspectors = sign_up(stranger, &INSPECTORS, password).await?;
        // The rude conversations are written and inspected by people who are known to be adults.
        let adults = workers[..6]
            .iter()
            .chain(&inspectors[..2])
            .map(|actor| &actor.user_id);
        for user_id in adults.chain([&me.user_id, &adult_worker.user_id]) {
            operator.verify_adult(user_id).await?;
        }
        let first = found(&operator, &requester, "한빛 데이터랩", &members).await?;
        let second_members = [second_manager, second_viewer];
        let second = found(&operator, &second_requester, "나무말 연구소", &second_members).await?;
        Ok(Cast {
            requester,
            second_requester,
            first,
            second,
            worker,
            adult_worker,
            inspector,
            workers,
            careless,
            inspectors,
        })
    }
}

/// As many people as were named.
fn some<const N: usize>(actors: Vec<Actor>) -> [Actor; N] {
    match actors.try_into() {
        Ok(actors) => actors,
        Err(actors) => unreachable!("{N} people signed up, and {} came back", actors.len()),
    }
}

/// Founds an organization with a manager and a viewer, and credits two deposits.
async fn found(
    operator: &Client,
    owner: &Actor,
    name: &str,
    members: &[Actor],
) -> Result<Buyer, ClientError> {
    let organization = owner.client.make_organization(name).await?;
    let organization_id = organization.organization_id;
    for (member, role) in members.iter().zip([MemberRole::Manager, MemberRole::Viewer]) {
        owner
            .client
            .add_member(&organization_id, &member.email, role)
            .await?;
    }
    operator
        .deposit(&organization_id, 1_000_000, "계좌 이체 확인: 1차")
        .await?;
    operator
        .deposit(&organization_id, 500_000, "계좌 이체 확인: 2차")
        .await?;
    Ok(Buyer { organization_id })
}

/// Whom a visitor may sign in as.
pub(super) fn logins(options: &DemoOptions) -> Vec<DemoLogin> {
    let login = |role, person: &Person, note_ko, note_en| DemoLogin {
        role,
        email: person.email.to_owned(),
        password: options.password.clone(),
        display_name: person.name.to_owned(),
        note_ko,
        note_en,
    };
    vec![
        login(
            "worker",
            &WORKER,
            "일하기, 돌아온 일 고치기, 수입 보기",
            "works, has a returned answer to mend, and sees what was earned",
        ),
        login(
            "inspector",
            &INSPECTOR,
            "다른 사람이 한 일 검수하기",
            "inspects what others made",
        ),
        login(
            "requester",
            &REQUESTER,
            "프로젝트, 진행 상황, 결과 받기",
            "owns the first client: projects, progress, results",
        ),
        login(
            "paused worker",
            &CARELESS[0],
            "그림 프로젝트에서 멈췄어요. 까닭을 보고 이의를 낼 수 있어요",
            "stopped in the picture project for too many wrong answers: sees why, and may object",
        ),
        login(
            "adult worker",
            &ADULT_WORKER,
            "성인 인증을 마쳐 19세 이상 프로젝트도 보여요",
            "verified as an adult: sees the project marked 19+ as well",
        ),
        DemoLogin {
            role: "operator",
            email: options.operator_email.clone(),
            password: options.operator_password.clone(),
            display_name: options
                .operator_email
                .split('@')
                .next()
                .unwrap_or_default()
                .to_owned(),
            note_ko: "이용자, 고객사, 입금, 주간 수입 순위, 활동 기록",
            note_en: "users, clients, deposits, the week's top earners, the event log",
        },
    ]
}
