//! The shop of `examples/shop.yaml`, as a program: the same bytes.
//!
//! `cargo run -p groundplan --example shop` lists the files; `-- FILE` prints one of them.

use groundplan::prelude::*;

fn main() -> Result<(), groundplan::Error> {
    let wanted = std::env::args().nth(1);
    for file in shop().synth()?.files() {
        match &wanted {
            Some(wanted) if *wanted == file.path => print!("{}", file.text),
            Some(_) => {}
            None => println!("{} ({} bytes)", file.path, file.text.len()),
        }
    }
    Ok(())
}

fn shop() -> Stack {
    let network = Network::new();
    let password = Secret::new("dbPassword").description("Password of the orders database");
    let oncall = Alarms::new().email("oncall@example.com");

    let api = EcsFargateService::new("api")
        .image("public.ecr.aws/nginx/nginx:1.27.5-alpine")
        .port(80)
        .size((Vcpu::HALF, Memory::gib(1)))
        .public(Public::new().host("api.example.com").path("/v1/*").zone("example.com"))
        .health_check(HealthCheck::new().path("/healthz").grace(Seconds::new(30)))
        .env("LOG_FORMAT", "json")
        .env("PRICE_TEMPLATE", "${amount} EUR")
        .env("VPC_ID", network.vpc_id())
        .secret("DB_PASSWORD", &password)
        .scale(Scale::new().min(2).max(10).cpu(Percent::new(60)).requests_per_task(800))
        .allow_egress("10.40.0.0/16", 5432)
        .alarms(oncall.clone().latency(Seconds::new(1)));

    let storefront = EcsFargateService::new("storefront")
        .image(Image::from_repository("shop/storefront").tag("2026.11.1"))
        .port(8080)
        .user("1000:1000")
        .architecture(Architecture::Arm)
        .public(Public::new().host("www.example.com").zone("example.com"))
        .alarms(oncall);

    let at = |service, host: &str| EcsFargateService::patch(service).public(Public::new().host(host));
    let dev = Environment::development("dev")
        .account("111111111111")
        .service(at("api", "api.dev.example.com").scale(Scale::new().min(1).max(1)))
        .service(at("storefront", "www.dev.example.com"));
    let staging = Environment::staging("staging")
        .account("222222222222")
        .service(at("api", "api.staging.example.com"))
        .service(at("storefront", "www.staging.example.com"));
    let production = Environment::production("production")
        .account("333333333333")
        .network(Network::patch().cidr("10.60.0.0/16"))
        .service(
            EcsFargateService::patch("api")
                .size((Vcpu::ONE, Memory::gib(2)))
                .scale(Scale::new().min(4).max(40)),
        );

    Stack::new("shop")
        .region(Region::EuWest1)
        .tag("team", "storefront")
        .secret(password)
        .service(api)
        .service(storefront)
        .environment(dev)
        .environment(staging)
        .environment(production)
}
