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
    let db_password = Secret::new("dbPassword");

    let api = EcsFargateService::new("api")
        .image(Image::from_repository("shop/api").tag("v7"))
        .port(8080)
        .public(Public::on("api.example.com").zone("example.com"))
        .env("VPC_ID", Network::new().vpc_id())
        .env("REGION", "eu-west-1")
        .secret("DB_PASSWORD", &db_password)
        .alarms(Alarms::to("oncall@example.com"));

    let batch = EcsFargateService::new("batch").image(
        Image::from_repository("shop/batch").tag("v6"),
    );

    let try_environment = Environment::development("try")
        .account("123456789012")
        .tag("team", "platform")
        .service(
            EcsFargateService::patch("api")
                .public(Public::on("api.try.example.com"))
                .env("REGION", "here")
                .env("EXTRA", "1"),
        );

    let pre = Environment::staging("pre")
        .account("123456789012")
        .region(Region::EuCentral1)
        .service(EcsFargateService::patch("api").public(Public::on("api.pre.example.com")))
        .service(
            EcsFargateService::patch("batch")
                .image(Image::from_repository("shop/batch").tag("v7"))
                .alarms(Alarms::to("oncall@example.com")),
        );

    let live = Environment::production("live")
        .account("123456789012")
        .network(Network::patch().cidr("10.60.0.0/16"))
        .service(
            EcsFargateService::patch("api")
                .size(Vcpu::ONE, Memory::gib(2))
                .scale(Scale::tasks(4..=40)),
        )
        .without_service("batch");

    Stack::new("shop")
        .region(Region::EuWest1)
        .tag("team", "storefront")
        .tag("cost-center", "0042")
        .secret(db_password)
        .service(api)
        .service(batch)
        .environment(try_environment)
        .environment(pre)
        .environment(live)
}
