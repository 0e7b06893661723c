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
    let db_password = Secret::new("dbPassword").description("Say \"${friend}\" and %{enter}\n$${x} \\ \t 🔑 é 漢");

    let worker = EcsFargateService::new("worker")
        .image(Image::from_repository("shop/worker").tag("v7"))
        .env("TEMPLATE", "${amount} EUR")
        .env("DIRECTIVE", "%{ if true }x%{ endif }")
        .env("DOUBLED", "$${x} %%{y} $$$${z} $$ %%")
        .env("QUOTES", "he said \"hi\" and 'bye'")
        .env("LINES", "a\nb\r\nc\td")
        .env("BACKSLASHES", "\\ \\\\ \\n \\u0041")
        .env("UNICODE", "🦀 é 漢字 \u{200b} \u{2028}")
        .env("ANGLES", "<a href='x'>&amp;</a>")
        .env("CONTROL", "\u{1}\u{1b}[0m")
        .env("EMPTY", "")
        .env("WEIRD ${name} %{x} \"🔑\"", "value")
        .secret("PASS ${word}", db_password.key("a ${b} %{c} \"d\""))
        .command(["${x}", "%{y}", "🦀"])
        .entrypoint(["/bin/sh", "-c", "echo ${HOME} %{x} \"$@\""])
        .user("${x}")
        .writable("/var/${x}")
        .allow("s3:GetObject", "arn:aws:s3:::home/${aws:username}/*");

    let try_environment = Environment::development("try");

    let pre = Environment::staging("pre")
        .network(Network::patch().flow_logs(FlowLogs::none()))
        .alarms(Alarms::new().https("https://alerts.example.com/hook?x=${x}&y=%{y}"))
        .waive(Rule::FLOW_LOGS, "Say \"${friend}\" and %{enter}\n\\ 🔑");

    Stack::new("shop")
        .region(Region::EuWest1)
        .tag("note", "5 = 1/2 + x_y: é@漢")
        .secret(db_password)
        .service(worker)
        .environment(try_environment)
        .environment(pre)
}
