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
        .image(Image::from_repository("shop/web").tag("v7"))
        .port(8080)
        .size((Vcpu::ONE, Memory::gib(3)))
        .public(Public::new())
        .scale(
            Scale::new()
                .min(2)
                .max(9)
                .cpu(Percent::new(55))
                .memory(Percent::new(70))
                .requests_per_task(900),
        );

    let fixed = EcsFargateService::new("fixed")
        .image(Image::from_repository("shop/fixed").tag("v7"))
        .scale(Scale::new().min(3).max(3));

    let try_environment = Environment::development("try");

    Stack::new("shop")
        .region(Region::EuWest1)
        .load_balancer(LoadBalancer::new().scheme(LoadBalancerScheme::Internal))
        .service(web)
        .service(fixed)
        .environment(try_environment)
}
