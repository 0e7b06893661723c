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
    let web = EcsFargateService::new("web")
        .image(Image::from_repository("shop/web"))
        .port(8080)
        .public(Public::new())
        .env("API_TOKEN", "not-a-secret");

    let pre = Environment::staging("pre")
        .network(
            Network::patch()
                .egress(Egress::PublicIp)
                .flow_logs(FlowLogs::none()),
        )
        .waive(Rule::IMAGE_PINNED, "the pipeline pushes one tag and deploys at once")
        .waive(Rule::HTTPS_REQUIRED, "TLS ends in the content delivery network \"${x}\"")
        .waive(Rule::SECRET_IN_ENV, "a name for a rate limit")
        .waive(Rule::PUBLIC_TASKS, "no budget for a gateway")
        .waive(Rule::FLOW_LOGS, "recorded by the transit gateway")
        .waive(Rule::ALARM_SUBSCRIBERS, "nobody is on call before the launch");

    Stack::new("shop")
        .region(Region::EuWest1)
        .service(web)
        .environment(pre)
}
