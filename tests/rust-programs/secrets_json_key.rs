// A stack in all its environments. In a project that depends on groundplan, `cargo run` lists the files of its Terraform,
// and `cargo run -- FILE` prints one of them.

use groundplan::prelude::*;

fn main() -> Result<(), groundplan::Error> {
    let wanted = std::env::args().nth(1);
    for file in stack().synth()?.files() {
        match &wanted {
            Some(wanted) if *wanted == file.path => print!("{}", file.text),
            Some(_) => {}
            None => println!("{} ({} bytes)", file.path, file.text.len()),
        }
    }
    Ok(())
}

fn stack() -> Stack {
    let database = Secret::new("database")
        .description("Users, passwords and hosts")
        .recovery(Days::new(7));

    let db_password = Secret::new("dbPassword");

    let old = Secret::new("old")
        .arn("arn:aws:secretsmanager:eu-west-1:123456789012:secret:legacy/db-AbCdEf")
        .kms_key("arn:aws:kms:eu-west-1:123456789012:key/0d1cc0a5-1c5f-4b3a-9f57-4d2b1a6b7c8d");

    let worker = EcsFargateService::new("worker")
        .image(Image::from_repository("jobs/worker").tag("v1"))
        .env("LOG_FORMAT", "json")
        .env("QUEUE", "orders")
        .secret("DB_PASSWORD", &db_password)
        .secret("DB_USER", database.key("user"))
        .secret("DB_HOST", database.key("host"))
        .secret("OLD_PASSWORD", &old);

    let try_environment = Environment::development("try");
    let pre = Environment::staging("pre").alarms(Alarms::new().email("oncall@example.com"));

    Stack::new("jobs")
        .region(Region::EuWest1)
        .secret(database)
        .secret(db_password)
        .secret(old)
        .service(worker)
        .environment(try_environment)
        .environment(pre)
}
