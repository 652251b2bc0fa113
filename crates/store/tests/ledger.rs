//! Contract tests of the ledger, on both engines.

use pumasi_domain::money::Account;

use pumasi_store::ledger;
use pumasi_testkit::{TestDb, both_engines};
use uuid::Uuid;

both_engines! {
    async fn an_account_opens_once(db: TestDb) {
        for _ in 0..2 {
            db.write(Uuid::nil(), |tx| ledger::open_account(tx, Account::Bank)).await.unwrap();
        }
        let accounts = db.read(|tx| ledger::accounts_after(tx, None, 10)).await.unwrap();
        assert_eq!(accounts.len(), 1);
        assert_eq!(accounts[0].kind, "bank");
    }
}
