//! What the store promises: durable, all or nothing per closure, conflicts told from failures.

use crate::support::on_both;
use server::store::{Change, Database, Row, StoreError, Transaction, Value};
use server::{change, values};

fn put(name: &str) -> impl FnOnce(&mut dyn Transaction) -> Result<u64, StoreError> + Send + 'static {
    let name = name.to_owned();
    move |open| open.execute("INSERT INTO settings (name, value) VALUES ($1, $2)", values![&name, "x"])
}

async fn names(database: &Database) -> Vec<String> {
    let query = |open: &mut dyn Transaction| {
        let rows = open.query("SELECT name FROM settings ORDER BY name", &[])?;
        rows.iter().map(|row| row.text(0).map(str::to_owned)).collect::<Result<Vec<_>, StoreError>>()
    };
    database.read(query).await.expect("settings can be read")
}

#[tokio::test(flavor = "multi_thread")]
async fn many_waiting_writers_are_all_kept() {
    on_both(async |scratch| {
        let writes: Vec<_> = (0..200)
            .map(|n| {
                let database = scratch.database.clone();
                tokio::spawn(async move { database.write(put(&format!("{n:03}"))).await })
            })
            .collect();
        for write in writes {
            assert_eq!(write.await.expect("no panic"), Ok(1));
        }
        assert_eq!(names(&scratch.database).await.len(), 200);
        let again = Database::open(&scratch.url).expect("it opens a second time");
        assert_eq!(names(&again).await.len(), 200);
    })
    .await;
}

#[tokio::test]
async fn an_error_undoes_its_own_closure_and_no_other() {
    on_both(async |scratch| {
        let failing = scratch.database.write(|open| {
            put("undone")(open)?;
            Err::<(), _>(StoreError::Broken("on purpose".into()))
        });
        let (failed, kept) = tokio::join!(failing, scratch.database.write(put("kept")));
        assert_eq!(failed, Err(StoreError::Broken("on purpose".into())));
        assert_eq!(kept, Ok(1));
        assert_eq!(names(&scratch.database).await, ["kept"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_that_conflict_are_undone_whole_and_no_others() {
    let insert =
        |name: String| -> Change { change!("INSERT INTO settings (name, value) VALUES ($1, $2)", name, "x") };
    on_both(async |scratch| {
        scratch.database.make(vec![insert("taken".into())]).await.expect("it is free");
        let make = |n: usize| {
            let second = if n.is_multiple_of(10) { "taken".to_owned() } else { format!("{n:03}, again") };
            let (database, changes) =
                (scratch.database.clone(), vec![insert(format!("{n:03}")), insert(second)]);
            tokio::spawn(async move { (n, database.make(changes).await) })
        };
        for made in (0..200).map(make).collect::<Vec<_>>() {
            let (n, outcome) = made.await.expect("no panic");
            assert_eq!(outcome, if n.is_multiple_of(10) { Err(StoreError::Conflict) } else { Ok(()) }, "{n}");
        }
        let names = names(&scratch.database).await;
        assert_eq!(names.len(), 1 + 2 * 180);
        assert!(!names.contains(&"000".to_owned()), "half of a conflict is there");
    })
    .await;
}

#[tokio::test]
async fn a_panic_undoes_its_own_closure_and_the_thread_goes_on() {
    on_both(async |scratch| {
        let panicking = |open: &mut dyn Transaction| -> Result<(), StoreError> {
            put("undone")(open)?;
            panic!("on purpose")
        };
        let outcome = scratch.database.write(panicking).await;
        assert!(matches!(outcome, Err(StoreError::Unavailable(_))));
        assert_eq!(scratch.database.write(put("after")).await, Ok(1));
        assert_eq!(names(&scratch.database).await, ["after"]);
    })
    .await;
}

#[tokio::test]
async fn a_taken_key_is_a_conflict() {
    on_both(async |scratch| {
        assert_eq!(scratch.database.write(put("same")).await, Ok(1));
        assert_eq!(scratch.database.write(put("same")).await, Err(StoreError::Conflict));
        assert_eq!(scratch.database.write(put("other")).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn wrong_sql_is_broken_and_the_next_work_is_served() {
    on_both(async |scratch| {
        let wrong = |open: &mut dyn Transaction| open.query("SELECT nothing FROM nowhere", &[]);
        assert!(matches!(scratch.database.read(wrong).await, Err(StoreError::Broken(_))));
        assert!(matches!(scratch.database.write(wrong).await, Err(StoreError::Broken(_))));
        assert_eq!(scratch.database.write(put("after")).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_went_in() {
    on_both(async |scratch| {
        let row = |n: i64, real: f64, text: &str| {
            Row(vec![n.into(), real.into(), text.into(), vec![0_u8, 159, 255].into(), Value::Null])
        };
        let rows = vec![row(i64::MIN, -0.1, "日本語 '\\"), row(i64::MAX, 1e300, "")];
        let written = rows.clone();
        let read = scratch.database.write(move |open| {
            open.batch("CREATE TABLE every (n BIGINT, r DOUBLE PRECISION, t TEXT, absent TEXT)")?;
            open.batch("ALTER TABLE mails ADD COLUMN n BIGINT")?;
            for Row(row) in written {
                let sql = "INSERT INTO every (n, r, t, absent) VALUES ($1, $2, $3, $4)";
                open.execute(sql, &[row[0].clone(), row[1].clone(), row[2].clone(), row[4].clone()])?;
                let sql = "INSERT INTO mails (id, at, recipient, subject, plain, raw, n) VALUES ($1, 0, '', '', '', $2, $3)";
                open.execute(sql, &[format!("{:?}", row[0]).into(), row[3].clone(), row[0].clone()])?;
            }
            let sql = "SELECT every.n, r, t, raw, absent FROM every JOIN mails ON mails.n = every.n
                       WHERE every.n <> $1 AND mails.n <> $1 ORDER BY every.n";
            open.query(sql, values![1_i64])
        });
        assert_eq!(read.await, Ok(rows));
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    on_both(async |scratch| {
        let newer = |open: &mut dyn Transaction| -> Result<u64, StoreError> {
            open.execute("INSERT INTO migrations (number, name) VALUES ($1, $2)", values![9999_i64, "later"])
        };
        scratch.database.write(newer).await.expect("the note is written");
        let refused = Database::open(&scratch.url).err();
        assert!(matches!(refused, Some(StoreError::Newer { found: 9999, .. })), "{refused:?}");
    })
    .await;
}

/// Each value has the place that its name says, wherever that first stands.
#[tokio::test]
async fn places_go_by_their_names() {
    on_both(async |scratch| {
        let query = |open: &mut dyn Transaction| {
            let sql = "SELECT CAST($3 AS TEXT), CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($1 AS TEXT)";
            let rows = open.query(sql, values!["one", "two", "three"])?;
            (0..4)
                .map(|column| rows[0].text(column).map(str::to_owned))
                .collect::<Result<Vec<_>, StoreError>>()
        };
        let found = scratch.database.read(query).await;
        assert_eq!(found, Ok(["three", "one", "two", "one"].map(str::to_owned).to_vec()));
        let too_few = |open: &mut dyn Transaction| open.query("SELECT CAST($1 AS TEXT)", values![]).map(drop);
        assert!(matches!(scratch.database.read(too_few).await, Err(StoreError::Broken(_))));
    })
    .await;
}
