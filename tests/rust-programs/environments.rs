// A stack in all its environments. In a project that depends on groundplan, `cargo run` lists the files of its Terraform,
// and `cargo run -- FILE` prints one of them.

use groundplan::prelude::*;
use groundplan::terraform::Text;

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
    let pre = Environment::staging("pre")
        .service(
            EcsFargateService::new("worker")
                .image(Image::from_repository("shop/worker").tag("v1"))
                .env("VPC_ID", Import::new("vpc_id").value())
                .env(
                    "URL",
                    Text::join([Text::from("http://"), Text::from(Import::new("vpc_id").value())]),
                )
                .env("TOKEN", Import::new("secret_token").value()),
        )
        .alarms(Alarms::new().email("oncall@example.com"))
        .import(Import::new("vpcId").environment("live"))
        .import(
            Import::new("secretToken")
                .environment("live")
                .export("token")
                .sensitive(true),
        );

    let live = Environment::production("live").alarms(Alarms::new().email("oncall@example.com"));

    Stack::new("shop")
        .region(Region::EuWest1)
        .export("vpcId", Network::new().vpc_id())
        .export(
            "zones",
            Export::new(vec![Text::from("eu-west-1a"), Text::from(Network::new().vpc_id())]).description("Where it runs, and a ${template}"),
        )
        .export("port", Export::new("8080").kind(ValueType::Number))
        .export(
            "open",
            Export::new("true")
                .kind(ValueType::Bool)
                .through(Transport::State),
        )
        .export(
            "token",
            Export::new(Text::join([Text::from("vpc-"), Text::from(Network::new().vpc_id())]))
                .description("Not for everybody")
                .sensitive(true),
        )
        .environment(pre)
        .environment(live)
}
